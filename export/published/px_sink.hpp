#pragma once

#include "export/release_sink.hpp"

namespace lup {

/// `publicerat/px/<table>.px`: each table that everyone may have as a PX file for PxWeb (PX file format
/// specification 2013), UTF-8 without a byte order mark. A hidden figure is ".." in quotes; nothing may be
/// summed. Each file's DATA is read again and held against the release.
class PxSink : public ReleaseSink {
public:
    void write(const Publication& publication, const std::filesystem::path& staging) const override;
};

} // namespace lup
