#include "app/files/private_folder.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace lup {

PrivateFolder::PrivateFolder(const std::filesystem::path& parent)
{
    auto pattern = (parent / ".lup-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw ExportError(fmt::format(
            "{}: no temporary folder can be made there. Check the disk and the rights", parent.string()));
    path_ = pattern;
}

PrivateFolder::~PrivateFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace lup
