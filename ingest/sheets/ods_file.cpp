#include "ingest/sheets/ods_file.hpp"

#include "ingest/finding_log.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/ods_tables.hpp"

#include <functional>

namespace lup {
namespace {

class OdsFile : public SheetFile {
public:
    OdsFile(std::string_view format, const std::string& file, std::function<XmlScanner()> content)
        : format_(format), content_(std::move(content)), findings_(std::make_shared<FindingLog>(file))
    {
        OdsTables tables(content_());
        while (auto table = tables.next()) {
            sheets_.push_back(std::move(*table));
            if (sheets_.size() > limits::sheets) {
                refuse_too_large(file, "", "arbetsboken har fler än 1 000 blad");
            }
            tables.skip();
        }
    }

    const std::vector<SheetInfo>& sheets() const override { return sheets_; }

    std::unique_ptr<SheetReader> read(std::size_t index) const override
    {
        OdsTables tables(content_());
        for (std::size_t i = 0; tables.next() && i < index; ++i) {
            tables.skip();
        }
        return read_ods_table(std::move(tables), sheets_.at(index).name, findings_);
    }

    Findings findings() const override { return findings_->all(); }
    std::string_view format() const override { return format_; }

private:
    std::string_view format_;
    std::function<XmlScanner()> content_;
    std::shared_ptr<FindingLog> findings_;
    std::vector<SheetInfo> sheets_;
};

std::string small_part(const ZipArchive& zip, std::string_view name)
{
    const auto* entry = zip.find(name);
    return entry == nullptr ? std::string()
                            : read_all(*zip.open(*entry), limits::small_part_bytes, zip.source().name());
}

} // namespace

bool is_ods(const ZipArchive& zip)
{
    return small_part(zip, "mimetype").starts_with("application/vnd.oasis.opendocument.spreadsheet");
}

std::unique_ptr<SheetFile> open_ods(std::shared_ptr<const ZipArchive> zip)
{
    const auto name = zip->source().name();
    if (small_part(*zip, "META-INF/manifest.xml").find("encryption-data") != std::string::npos) {
        refuse_file(name, "", "filen är lösenordsskyddad",
                    "Öppna den i LibreOffice och spara den utan \"Spara med lösenord\".");
    }
    const auto* content = zip->find("content.xml");
    if (content == nullptr) {
        refuse_damaged(name, "", "innehållet (content.xml) saknas i filen");
    }
    return std::make_unique<OdsFile>(
        "ods", name, [zip, content, name] { return XmlScanner(zip->open(*content), name, content->name); });
}

std::unique_ptr<SheetFile> open_fods(std::shared_ptr<const ByteSource> source)
{
    const auto name = source->name();
    return std::make_unique<OdsFile>(
        "fods", name, [source, name] { return XmlScanner(stream_of(source, 0, source->size()), name, ""); });
}

} // namespace lup
