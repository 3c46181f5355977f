#include "export/workbook_check.hpp"
namespace lup {
void check_workbook(const Publication&, const WorkbookContent&, const std::filesystem::path&) {}
} // namespace lup
