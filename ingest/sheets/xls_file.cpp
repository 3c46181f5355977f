#include "ingest/sheets/xls_file.hpp"

#include "ingest/bytes/cfb_file.hpp"
#include "ingest/bytes/little_endian.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/xls_records.hpp"
#include "ingest/sheets/xls_sheet.hpp"

#include <unordered_map>

namespace lup {
namespace {

constexpr std::uint64_t workbook_bytes = std::uint64_t{100} << 20;
constexpr std::uint16_t version_of_biff8 = 0x0600;

class XlsFile : public SheetFile {
public:
    explicit XlsFile(std::shared_ptr<XlsStream> stream)
        : stream_(std::move(stream)), context_(new XlsxContext{{}, {}, {}, FindingLog(stream_->file)})
    {
        read_globals();
        // Excel's own sheets name their format's number: the kinds can be told when all formats are known.
        for (const auto id : format_ids_) {
            const auto own = own_formats_.find(id);
            context_->formats.push_back(own == own_formats_.end() ? kind_of_builtin_format(id) : own->second);
        }
    }

    const std::vector<SheetInfo>& sheets() const override { return sheets_; }
    std::unique_ptr<SheetReader> read(std::size_t index) const override
    {
        return read_xls_sheet(stream_, offsets_.at(index), sheets_.at(index).name, context_);
    }
    Findings findings() const override { return context_->findings.all(); }
    std::string_view format() const override { return "xls"; }

private:
    void read_globals()
    {
        XlsRecords records(stream_->bytes, 0, stream_->file);
        XlsRecordData record;
        if (!records.next(record) || record.type != XlsRecord::start_of_file || record.first().size() < 4) {
            refuse_damaged(stream_->file, "", "arbetsboken börjar inte som en arbetsbok");
        }
        if (u16(record.first(), 0) != version_of_biff8) {
            refuse_file(stream_->file, "", "arbetsboken är från Excel 95 eller äldre",
                        "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx).");
        }
        std::size_t others = 0;
        while (records.next(record) && record.type != XlsRecord::end_of_file) {
            XlsRecordReader reader(record, stream_->file);
            others += read_global(record.type, reader) ? 0 : 1;
        }
        if (record.type != XlsRecord::end_of_file) {
            refuse_damaged(stream_->file, "", "arbetsboken är avkortad");
        }
        if (others > 0) {
            context_->findings.add({Severity::note, stream_->file, "",
                                    "arbetsboken har diagramblad eller makroblad; de läses inte",
                                    "Inget behöver göras.", others});
        }
    }

    /// False for a sheet that holds no answers.
    bool read_global(XlsRecord type, XlsRecordReader& reader)
    {
        switch (type) {
        case XlsRecord::file_pass:
            refuse_file(stream_->file, "", "filen är lösenordsskyddad",
                        "Öppna den i Excel, välj Arkiv > Info > Skydda arbetsbok > Kryptera med lösenord, "
                        "töm fältet och "
                        "spara som Excel-arbetsbok (.xlsx).");
        case XlsRecord::date_mode:
            context_->dates.from_1904 = reader.word() == 1;
            return true;
        case XlsRecord::number_format: {
            const auto id = reader.word();
            const auto characters = reader.word();
            own_formats_[id] = kind_of_format(reader.text(characters));
            return true;
        }
        case XlsRecord::cell_format:
            reader.skip(2);
            format_ids_.push_back(reader.word());
            return true;
        case XlsRecord::shared_strings:
            read_strings(reader);
            return true;
        case XlsRecord::bound_sheet:
            return read_sheet(reader);
        default:
            return true;
        }
    }

    void read_strings(XlsRecordReader& reader)
    {
        reader.skip(4);
        for (auto left = reader.double_word(); left > 0 && !reader.at_end(); --left) {
            const auto characters = reader.word();
            if (!context_->strings.add(reader.text(characters))) {
                refuse_too_large(stream_->file, "", "arbetsboken har för många texter");
            }
        }
    }

    bool read_sheet(XlsRecordReader& reader)
    {
        const auto offset = reader.double_word();
        const auto hidden = (reader.byte() & 3U) != 0;
        const auto kind = reader.byte();
        const std::size_t characters = reader.byte();
        if (sheets_.size() >= limits::sheets) {
            refuse_too_large(stream_->file, "", "arbetsboken har fler än 1 000 blad");
        }
        if (kind != 0) {
            return false;
        }
        sheets_.push_back({reader.text(characters), hidden});
        offsets_.push_back(offset);
        return true;
    }

    std::shared_ptr<XlsStream> stream_;
    std::shared_ptr<XlsxContext> context_;
    std::vector<SheetInfo> sheets_;
    std::vector<std::size_t> offsets_;
    std::vector<std::uint16_t> format_ids_;
    std::unordered_map<std::uint16_t, FormatKind> own_formats_;
};

} // namespace

std::unique_ptr<SheetFile> open_xls(std::shared_ptr<const ByteSource> source)
{
    const CompoundFile compound(source);
    if (compound.has("encryptedpackage")) {
        refuse_file(source->name(), "", "filen är lösenordsskyddad",
                    "Öppna den i Excel, välj Arkiv > Info > Skydda arbetsbok > Kryptera med lösenord, töm "
                    "fältet och spara.");
    }
    auto stream = std::make_shared<XlsStream>();
    stream->file = source->name();
    auto bytes = compound.stream("workbook", workbook_bytes);
    if (!bytes) {
        const bool old = compound.has("book");
        refuse_file(source->name(), "",
                    old ? "arbetsboken är från Excel 95 eller äldre"
                        : "filen är ett Office-dokument av annat slag, inte ett kalkylblad",
                    "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx).");
    }
    stream->bytes = std::move(*bytes);
    return std::make_unique<XlsFile>(std::move(stream));
}

} // namespace lup
