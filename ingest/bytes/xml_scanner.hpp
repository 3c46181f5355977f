#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/bytes/text_arena.hpp"
#include "ingest/bytes/xml_text.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// What stands next in an XML part.
enum class XmlToken : std::uint8_t { start, end, text, finished };

/// One attribute as it stands: the value still has its entities.
struct XmlAttribute {
    std::string_view name;
    std::string_view value;
};

/// A forward scanner over one XML part, in constant memory. It knows comments, processing instructions,
/// CDATA, quoted `>`, and checks that end tags match; it refuses DTDs, encodings it cannot decode and what
/// passes the limits of depth, attributes and tag size. Namespaces are left to the caller, by prefix.
class XmlScanner {
public:
    /// `file` and `part` are for messages. Reads the first bytes to find the encoding.
    XmlScanner(std::unique_ptr<ByteStream> bytes, std::string file, std::string part);

    /// Moves to the next token. An empty element gives `start` and then `end`. Throws InputError.
    XmlToken next();

    /// Of the `start` or `end` just returned, as it stands ("x:row"); valid until the next call.
    std::string_view name() const { return name_; }

    /// Of the `start` just returned; valid until the next call.
    const std::vector<XmlAttribute>& attributes();

    /// The value of an attribute of this `start`, or nullptr.
    const XmlAttribute* attribute(std::string_view name);

    /// Adds the `text` just returned, decoded, to `out`. Throws if it passes the limit of a cell.
    void append_text(TextArena& out);

    /// How many elements are open; after `start` it counts that element, after `end` no longer.
    std::size_t depth() const { return open_.size(); }

    /// Passes over everything to the end of the element whose `start` was just returned.
    void skip_element();

    /// For a caller that recognises common elements by itself: the bytes that have not been scanned, ended by
    /// at least one zero byte. Only when between_tokens().
    const char* window() const { return at_; }
    std::size_t window_size() const { return static_cast<std::size_t>(end_ - at_); }
    void take_to(const char* position) { at_ = position; }
    bool between_tokens() const { return !pending_end_; }

    /// Gets more bytes into the window; false if there are none.
    bool fill();

    [[noreturn]] void refuse(std::string_view rule) const;
    const std::string& file() const { return file_; }

private:
    void find_encoding(std::unique_ptr<ByteStream> bytes);
    bool has(std::size_t bytes);
    void skip_past(std::string_view terminator);
    std::size_t find_in_window(std::string_view text, std::string_view too_long);
    std::size_t tag_size();
    XmlToken markup();
    XmlToken start_tag();
    XmlToken end_tag();
    XmlToken text_piece();
    XmlToken cdata_piece();
    XmlToken finish() const;
    void read_attributes();

    std::string file_;
    std::string part_;
    std::unique_ptr<ByteStream> bytes_;
    std::unique_ptr<char[]> buffer_;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    bool no_more_ = false;
    bool pending_end_ = false; ///< an empty element's end comes next
    bool text_is_cdata_ = false;
    bool seen_root_ = false;
    std::string_view name_;
    std::string_view rest_of_tag_; ///< the attributes of `name_`
    std::string_view text_;
    bool attributes_read_ = false;
    std::vector<XmlAttribute> attributes_;
    std::vector<std::string> open_;
    std::string closed_; ///< keeps the name of an element that was just closed
};

/// The part of a name after its prefix.
inline std::string_view local_name(std::string_view name)
{
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

} // namespace lup
