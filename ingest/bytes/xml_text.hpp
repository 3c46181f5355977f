#pragma once

#include "ingest/bytes/text_arena.hpp"
#include "ingest/bytes/text_encoding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lup {

enum class XmlText : std::uint8_t { with_entities, literal };

/// Adds `raw` to `out` with line ends and, unless it is `literal` (CDATA), entities decoded (XML 1.0,
/// sections 2.2, 2.11, 4.1). Returns "", or the rule that is broken: not UTF-8, a control character, an
/// unknown entity, or a text over the limit of a cell.
std::string_view decode_xml_text(std::string_view raw, TextArena& out, XmlText kind);

/// The value of an attribute, decoded the same way; nothing if a rule is broken.
std::optional<std::string> decode_xml_attribute(std::string_view raw);

/// `text` with `_xHHHH_` read as the UTF-16 unit HHHH (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
std::string decode_excel_escapes(std::string_view text);

/// Whether decode_excel_escapes may have something to do.
inline bool has_excel_escape(std::string_view text)
{
    return text.find("_x") != std::string_view::npos;
}

/// The encoding of an XML part by its first bytes (XML 1.0, appendix F); nothing if it is one that is not
/// read.
std::optional<Encoding> xml_encoding(std::string_view head);

} // namespace lup
