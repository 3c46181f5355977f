#include "ingest/sheets/xlsx_file.hpp"

#include "ingest/sheets/xlsx_package.hpp"
#include "ingest/sheets/xlsx_sheet.hpp"

namespace lup {
namespace {

class XlsxFile : public SheetFile {
public:
    explicit XlsxFile(std::shared_ptr<const ZipArchive> zip)
        : zip_(std::move(zip)), package_(find_xlsx_parts(*zip_)),
          context_(new XlsxContext{{}, {}, {package_.from_1904}, FindingLog(zip_->source().name())})
    {
        if (package_.strings != nullptr) {
            context_->strings = SharedStrings(*zip_, *package_.strings);
        }
        if (package_.styles != nullptr) {
            context_->formats = read_cell_formats(*zip_, *package_.styles);
        }
        if (package_.other_sheets > 0) {
            context_->findings.add({Severity::note, zip_->source().name(), "",
                                    "arbetsboken har diagramblad eller makroblad; de läses inte",
                                    "Inget behöver göras.", package_.other_sheets});
        }
    }

    const std::vector<SheetInfo>& sheets() const override { return package_.sheets; }

    std::unique_ptr<SheetReader> read(std::size_t index) const override
    {
        return read_xlsx_sheet(zip_, *package_.parts.at(index), package_.sheets.at(index).name, context_);
    }

    Findings findings() const override { return context_->findings.all(); }
    std::string_view format() const override { return "xlsx"; }

private:
    std::shared_ptr<const ZipArchive> zip_;
    XlsxPackage package_;
    std::shared_ptr<XlsxContext> context_;
};

} // namespace

std::unique_ptr<SheetFile> open_xlsx(std::shared_ptr<const ZipArchive> zip)
{
    return std::make_unique<XlsxFile>(std::move(zip));
}

} // namespace lup
