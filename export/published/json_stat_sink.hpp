#pragma once

#include "export/release_sink.hpp"

namespace lup {

/// `publicerat/json-stat/<table>.json`: each table that everyone may have as a JSON-stat 2.0 dataset (Badosa,
/// json-stat.org). A hidden figure is null with status "..". Each file is parsed again and its numbers are
/// held against the release.
class JsonStatSink : public ReleaseSink {
public:
    void write(const Publication& publication, const std::filesystem::path& staging) const override;
};

} // namespace lup
