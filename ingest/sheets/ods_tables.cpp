#include "ingest/sheets/ods_tables.hpp"

namespace lup {

std::string decoded_attribute(XmlScanner& xml, std::string_view name)
{
    const auto* found = xml.attribute(name);
    return found == nullptr ? std::string() : decode_xml_attribute(found->value).value_or(std::string());
}

std::optional<SheetInfo> OdsTables::next()
{
    for (auto token = xml_.next(); token != XmlToken::finished; token = xml_.next()) {
        if (token != XmlToken::start) {
            continue;
        }
        if (xml_.name() == "table:table") {
            const auto hidden = hidden_styles_.count(decoded_attribute(xml_, "table:style-name")) > 0;
            return SheetInfo{decoded_attribute(xml_, "table:name"), hidden};
        }
        // Tables in the history of changes and in charts are no sheets.
        if (xml_.name() == "table:tracked-changes" || xml_.name() == "office:meta" ||
            xml_.name() == "office:scripts") {
            xml_.skip_element();
            continue;
        }
        note_style();
    }
    return std::nullopt;
}

void OdsTables::note_style()
{
    if (xml_.name() == "style:style") {
        style_ = decoded_attribute(xml_, "style:name");
    } else if (xml_.name() == "style:table-properties" &&
               decoded_attribute(xml_, "table:display") == "false") {
        hidden_styles_.insert(style_);
    }
}

} // namespace lup
