#pragma once

#include "export/release_sink.hpp"

#include <filesystem>

namespace lup::testing {

/// A small codebook: survey "enkat" (sample, waves 2018, 2020 and 2022) with indicators "stress", "somn" and
/// "besok" (a mean), and survey "samtal" (gate) with "trivs"; areas 2303 Ragunda, 2321 Åre, 2380 Östersund.
Codebook small_codebook();

/// A plan "p1" with one outcome goal and one milestone, and two verksamheter: "psykiatrin" (all indicators)
/// and "are" (stress only, area 2321).
PlanTables small_plan();

Settings small_settings();

/// A folder of its own that goes when it is let go of.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::string bytes_of(const std::filesystem::path& file);

/// Every part of a zip file, unpacked and put after one another.
std::string unpacked(const std::filesystem::path& file);

} // namespace lup::testing
