#include "ingest/bytes/xml_scanner.hpp"

#include "ingest/bytes/text_encoding.hpp"
#include "ingest/bytes/xml_text.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lup {
namespace {

constexpr std::size_t buffer_size = std::size_t{256} << 10;
constexpr std::size_t padding = 64;

bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

} // namespace

XmlScanner::XmlScanner(std::unique_ptr<ByteStream> bytes, std::string file, std::string part)
    : file_(std::move(file)), part_(std::move(part)),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_size + padding))
{
    at_ = end_ = buffer_.get();
    std::memset(buffer_.get(), 0, padding);
    find_encoding(std::move(bytes));
}

void XmlScanner::refuse(std::string_view rule) const
{
    refuse_damaged(file_, part_, rule);
}

void XmlScanner::find_encoding(std::unique_ptr<ByteStream> bytes)
{
    std::string head(256, '\0');
    head.resize(bytes->read(head));
    const auto encoding = xml_encoding(head);
    if (!encoding) {
        refuse("teckenkodningen som XML-delen uppger läses inte");
    }
    const bool mark = head.starts_with("\xEF\xBB\xBF");
    auto whole = rejoin(mark ? head.substr(3) : head, std::move(bytes));
    bytes_ = decode_stream(std::move(whole), *encoding);
}

bool XmlScanner::fill()
{
    const auto kept = window_size();
    if (no_more_ || kept == buffer_size) {
        return false;
    }
    std::memmove(buffer_.get(), at_, kept);
    const auto got = bytes_->read({buffer_.get() + kept, buffer_size - kept});
    no_more_ = got < buffer_size - kept;
    at_ = buffer_.get();
    end_ = at_ + kept + got;
    std::memset(buffer_.get() + kept + got, 0, padding);
    return got > 0;
}

bool XmlScanner::has(std::size_t bytes)
{
    while (window_size() < bytes) {
        if (!fill()) {
            return false;
        }
    }
    return true;
}

void XmlScanner::skip_past(std::string_view terminator)
{
    while (true) {
        const std::string_view window(at_, window_size());
        const auto found = window.find(terminator);
        if (found != std::string_view::npos) {
            at_ += found + terminator.size();
            return;
        }
        at_ = end_ - std::min(window_size(), terminator.size() - 1);
        if (!fill()) {
            refuse("XML-delen är avkortad");
        }
    }
}

std::size_t XmlScanner::find_in_window(std::string_view text, std::string_view too_long)
{
    std::size_t from = 0;
    while (true) {
        const auto found = std::string_view(at_, window_size()).find(text, from);
        if (found != std::string_view::npos) {
            return found;
        }
        from = window_size() - std::min(window_size(), text.size() - 1);
        if (!fill()) {
            refuse(no_more_ ? "XML-delen är avkortad" : too_long);
        }
    }
}

XmlToken XmlScanner::next()
{
    attributes_read_ = false;
    if (std::exchange(pending_end_, false)) {
        closed_ = std::move(open_.back());
        open_.pop_back();
        name_ = closed_;
        return XmlToken::end;
    }
    while (has(1)) {
        if (*at_ != '<') {
            if (const auto token = text_piece(); token == XmlToken::text) {
                return token;
            }
        } else if (const auto token = markup(); token != XmlToken::finished) {
            return token;
        }
    }
    return finish();
}

XmlToken XmlScanner::finish() const
{
    if (!open_.empty() || !seen_root_) {
        refuse("XML-delen är avkortad");
    }
    return XmlToken::finished;
}

/// Text between tags; `finished` stands for white space outside the root, which is passed over.
XmlToken XmlScanner::text_piece()
{
    const void* bracket = nullptr;
    std::size_t looked_at = 0;
    while ((bracket = std::memchr(at_ + looked_at, '<', window_size() - looked_at)) == nullptr) {
        looked_at = window_size();
        if (!fill()) {
            if (!no_more_) {
                refuse_too_large(file_, part_, "en text är längre än 32 767 tecken");
            }
            bracket = end_;
            break;
        }
    }
    text_ = {at_, static_cast<std::size_t>(static_cast<const char*>(bracket) - at_)};
    at_ += text_.size();
    text_is_cdata_ = false;
    if (!open_.empty()) {
        return XmlToken::text;
    }
    if (!std::all_of(text_.begin(), text_.end(), is_space)) {
        refuse("det är inte giltig XML");
    }
    return XmlToken::finished;
}

/// What starts with `<`; `finished` stands for something that is passed over.
XmlToken XmlScanner::markup()
{
    if (!has(2)) {
        refuse("XML-delen är avkortad");
    }
    if (at_[1] == '/') {
        return end_tag();
    }
    if (at_[1] == '?') {
        skip_past("?>");
        return XmlToken::finished;
    }
    if (at_[1] != '!') {
        return start_tag();
    }
    has(9);
    const std::string_view head(at_, std::min<std::size_t>(window_size(), 9));
    if (head.starts_with("<!--")) {
        at_ += 4;
        skip_past("-->");
        return XmlToken::finished;
    }
    if (head == "<![CDATA[" && !open_.empty()) {
        return cdata_piece();
    }
    if (head == "<!DOCTYPE") {
        refuse_file(file_, part_, "XML-delen har en DTD, och sådana läses aldrig",
                    "Öppna filen i Excel och spara den på nytt.");
    }
    refuse("det är inte giltig XML");
}

XmlToken XmlScanner::cdata_piece()
{
    at_ += 9;
    text_ = {};
    const auto size = find_in_window("]]>", "en text är längre än 32 767 tecken");
    text_ = {at_, size};
    at_ += size + 3;
    text_is_cdata_ = true;
    return XmlToken::text;
}

/// The bytes from `<` to `>`, both counted; a `>` in quotes does not end a tag.
std::size_t XmlScanner::tag_size()
{
    std::size_t i = 1;
    char quote = '\0';
    while (true) {
        for (; i < window_size(); ++i) {
            const char c = at_[i];
            if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            } else if (c == '<') {
                refuse("det är inte giltig XML");
            }
        }
        if (i > limits::xml_tag_bytes || !fill()) {
            refuse(no_more_ ? "XML-delen är avkortad" : "en XML-tagg är längre än 65 536 tecken");
        }
    }
}

XmlToken XmlScanner::start_tag()
{
    const auto size = tag_size();
    pending_end_ = at_[size - 2] == '/';
    const std::string_view inside(at_ + 1, size - (pending_end_ ? 3 : 2));
    const auto name_end = std::min(inside.find_first_of(" \t\r\n"), inside.size());
    name_ = inside.substr(0, name_end);
    rest_of_tag_ = inside.substr(name_end);
    at_ += size;
    if (name_.empty() || (open_.empty() && std::exchange(seen_root_, true))) {
        refuse("det är inte giltig XML");
    }
    if (open_.size() >= limits::xml_depth) {
        refuse_too_large(file_, part_, "XML-taggar är nästlade djupare än 100 nivåer");
    }
    open_.emplace_back(name_);
    return XmlToken::start;
}

XmlToken XmlScanner::end_tag()
{
    const auto size = tag_size();
    name_ = {at_ + 2, size - 3};
    while (!name_.empty() && is_space(name_.back())) {
        name_.remove_suffix(1);
    }
    at_ += size;
    if (open_.empty() || open_.back() != name_) {
        refuse("en XML-tagg avslutas inte där den ska");
    }
    open_.pop_back();
    return XmlToken::end;
}

void XmlScanner::read_attributes()
{
    attributes_.clear();
    auto rest = rest_of_tag_;
    const auto skip_space = [&] {
        while (!rest.empty() && is_space(rest.front())) {
            rest.remove_prefix(1);
        }
    };
    for (skip_space(); !rest.empty(); skip_space()) {
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos) {
            refuse("det är inte giltig XML");
        }
        auto name = rest.substr(0, equals);
        while (!name.empty() && is_space(name.back())) {
            name.remove_suffix(1);
        }
        rest.remove_prefix(equals + 1);
        skip_space();
        const auto close = rest.empty() ? std::string_view::npos : rest.find(rest.front(), 1);
        if (name.empty() || close == std::string_view::npos ||
            (rest.front() != '"' && rest.front() != '\'')) {
            refuse("det är inte giltig XML");
        }
        attributes_.push_back({name, rest.substr(1, close - 1)});
        rest.remove_prefix(close + 1);
        if (attributes_.size() > limits::xml_attributes) {
            refuse_too_large(file_, part_, "en XML-tagg har fler än 256 attribut");
        }
    }
}

const std::vector<XmlAttribute>& XmlScanner::attributes()
{
    if (!std::exchange(attributes_read_, true)) {
        read_attributes();
    }
    return attributes_;
}

const XmlAttribute* XmlScanner::attribute(std::string_view name)
{
    const auto& all = attributes();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.name == name; });
    return found == all.end() ? nullptr : &*found;
}

void XmlScanner::append_text(TextArena& out)
{
    const auto broken =
        decode_xml_text(text_, out, text_is_cdata_ ? XmlText::literal : XmlText::with_entities);
    if (!broken.empty()) {
        refuse(broken);
    }
}

void XmlScanner::skip_element()
{
    const auto outside = depth() - 1;
    while (depth() > outside) {
        next();
    }
}

} // namespace lup
