#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lup {

/// What a made-up file shows a newcomer.
enum class DemoPurpose : unsigned char {
    delivery,       ///< a file as it should be: a green receipt
    mistakes,       ///< a wrong heading, answers without a code: a red receipt
    identity_number ///< a personnummer (a published test number) in a note: quarantine
};

/// A made-up year file, laid out as real ones are. Every figure in it is invented.
struct DemoFile {
    std::string name, survey, wave;
    DemoPurpose purpose = DemoPurpose::delivery;
    std::function<void(const std::filesystem::path& file)> write;
};

/// The files that `lup demo` lays in inkorg/: every wave of the shipped codebook, one läsår in two parts, and
/// two that are refused. The same bytes each time: no clock, no chance.
std::vector<DemoFile> demo_files();

/// Writes them all into `folder`, which exists. Throws ExportError if one cannot be written.
void write_demo_files(const std::filesystem::path& folder);

} // namespace lup
