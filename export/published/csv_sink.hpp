#pragma once

#include "export/release_sink.hpp"

namespace lup {

/// `publicerat/csv/lup.csv`: every figure that everyone may have as one tidy table with the columns of
/// v_value, UTF-8, decimal point; `jamforelser.csv`, if there are any: the comparisons of such figures with
/// the columns of v_comparison; and for each `....csv-metadata.json`, which describes it (CSV on the Web, W3C
/// 2015).
class CsvSink : public ReleaseSink {
public:
    void write(const Publication& publication, const std::filesystem::path& staging) const override;
};

} // namespace lup
