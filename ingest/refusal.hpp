#pragma once

#include <string_view>

namespace lup {

/// Throws InputError with the message "file: place: rule. advice" (parts that are "" are left out). Texts are
/// Swedish, for receipts, and never hold a value from the file.
[[noreturn]] void refuse_file(std::string_view file, std::string_view place, std::string_view rule,
                              std::string_view advice);

/// refuse_file for a file that the system does not open; `error` is its errno.
[[noreturn]] void refuse_unopened(std::string_view file, int error);

/// refuse_file for damage, with the advice to open the file where it was made and save it anew.
[[noreturn]] void refuse_damaged(std::string_view file, std::string_view place, std::string_view rule);

/// refuse_file for a limit, with the advice to split or shrink the file.
[[noreturn]] void refuse_too_large(std::string_view file, std::string_view place, std::string_view rule);

} // namespace lup
