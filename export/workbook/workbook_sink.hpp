#pragma once

#include "export/release_sink.hpp"
#include "export/workbook/workbook_content.hpp"

namespace lup {

/// One workbook for each verksamhet with only its own tables, `excel/<organisation>/lup-<organisation>.xlsx`,
/// or `excel/alla/lup-alla.xlsx` where no verksamhet is declared. Each file is read back and checked
/// (check_workbook) before write() returns.
class WorkbookSink : public ReleaseSink {
public:
    void write(const Publication& publication, const std::filesystem::path& staging) const override;
};

/// Writes one workbook and leaves in `content` where its tables stand.
void write_workbook(const Publication& publication, WorkbookContent& content,
                    const std::filesystem::path& file);

} // namespace lup
