#include "ingest/sheets/shared_strings.hpp"

#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

namespace lup {

void append_string_item(XmlScanner& xml, TextArena& out)
{
    const auto outside = xml.depth() - 1;
    bool in_text = false;
    while (xml.depth() > outside) {
        const auto token = xml.next();
        if (token == XmlToken::text && in_text) {
            xml.append_text(out);
        } else if (token == XmlToken::start && local_name(xml.name()) == "rPh") {
            xml.skip_element();
        } else if (token != XmlToken::text) {
            in_text = token == XmlToken::start && local_name(xml.name()) == "t";
        }
    }
}

SharedStrings::SharedStrings(const ZipArchive& zip, const ZipEntry& part)
{
    texts_.limit_blocks(limits::shared_string_bytes / TextArena::block_size);
    XmlScanner xml(zip.open(part), zip.source().name(), part.name);
    for (auto token = xml.next(); token != XmlToken::finished; token = xml.next()) {
        if (token != XmlToken::start || xml.depth() != 2 || local_name(xml.name()) != "si") {
            continue;
        }
        append_string_item(xml, texts_);
        if (has_excel_escape(texts_.open_text())) {
            texts_.replace_open(decode_excel_escapes(texts_.open_text()));
        }
        const auto text = texts_.finish();
        if (text.size() > limits::text_characters && code_points(text) > limits::text_characters) {
            refuse_too_large(zip.source().name(), part.name, "en text är längre än 32 767 tecken");
        }
        if (places_.size() >= limits::shared_strings) {
            refuse_too_large(zip.source().name(), part.name,
                             "arbetsboken har fler än 4 000 000 olika texter");
        }
        places_.push_back({text.data(), static_cast<std::uint32_t>(text.size())});
    }
}

bool SharedStrings::add(std::string_view text)
{
    texts_.limit_blocks(limits::shared_string_bytes / TextArena::block_size);
    if (places_.size() >= limits::shared_strings || !texts_.append(text)) {
        return false;
    }
    const auto kept = texts_.finish();
    places_.push_back({kept.data(), static_cast<std::uint32_t>(kept.size())});
    return true;
}

} // namespace lup
