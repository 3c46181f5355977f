#include "ingest/sheets/xlsx_package.hpp"

#include "ingest/bytes/xml_scanner.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace lup {
namespace {

struct Relationship {
    std::string type;   ///< the last part of the type's address: "worksheet"
    std::string target; ///< the name of a part
    bool external = false;
};

using Relationships = std::map<std::string, Relationship>;

std::string value_of(XmlScanner& xml, std::string_view name)
{
    const auto* found = xml.attribute(name);
    return found == nullptr ? std::string() : decode_xml_attribute(found->value).value_or(std::string());
}

/// The value of a prefixed attribute ("r:id"), whatever its prefix.
std::string prefixed_value_of(XmlScanner& xml, std::string_view local)
{
    for (const auto& attribute : xml.attributes()) {
        if (attribute.name != local && local_name(attribute.name) == local) {
            return decode_xml_attribute(attribute.value).value_or(std::string());
        }
    }
    return {};
}

XmlScanner scan(const ZipArchive& zip, const ZipEntry& entry)
{
    if (entry.size > limits::small_part_bytes) {
        refuse_too_large(zip.source().name(), entry.name, "delen är större än 64 MB");
    }
    return {zip.open(entry), zip.source().name(), entry.name};
}

std::string relationships_of(std::string_view part)
{
    const auto slash = part.rfind('/');
    const auto folder = slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
    return std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

Relationships read_relationships(const ZipArchive& zip, std::string_view part)
{
    Relationships all;
    std::string folder(part);
    std::replace(folder.begin(), folder.end(), '\\', '/');
    const auto* entry = zip.find(relationships_of(folder));
    if (entry == nullptr) {
        return all;
    }
    auto xml = scan(zip, *entry);
    for (auto token = xml.next(); token != XmlToken::finished; token = xml.next()) {
        if (token != XmlToken::start || local_name(xml.name()) != "Relationship") {
            continue;
        }
        if (all.size() >= limits::zip_entries) {
            refuse_too_large(zip.source().name(), entry->name, "delen har fler än 20 000 hänvisningar");
        }
        Relationship relationship;
        const auto type = value_of(xml, "Type");
        relationship.type = type.substr(type.rfind('/') + 1);
        relationship.external = value_of(xml, "TargetMode") == "External";
        relationship.target = resolve_target(folder, value_of(xml, "Target"));
        all.emplace(value_of(xml, "Id"), std::move(relationship));
    }
    return all;
}

const Relationship* first_of_type(const Relationships& all, std::string_view type)
{
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& item) { return item.second.type == type; });
    return found == all.end() ? nullptr : &found->second;
}

class PackageReader {
public:
    explicit PackageReader(const ZipArchive& zip) : zip_(zip) {}

    XlsxPackage read()
    {
        const auto root = read_relationships(zip_, "");
        const auto* document = first_of_type(root, "officeDocument");
        const auto* entry = document == nullptr ? zip_.find("xl/workbook.xml") : zip_.find(document->target);
        if (entry == nullptr) {
            refuse("arbetsboken (workbook.xml) saknas i filen");
        }
        refuse_binary(*entry);
        relationships_ = read_relationships(zip_, entry->name);
        package_.strings = optional_part("sharedStrings");
        package_.styles = optional_part("styles");
        read_workbook(*entry);
        return std::move(package_);
    }

private:
    [[noreturn]] void refuse(std::string_view rule) const { refuse_damaged(zip_.source().name(), "", rule); }

    void refuse_binary(const ZipEntry& entry) const
    {
        if (folded_part_name(entry.name).ends_with(".bin")) {
            refuse_file(zip_.source().name(), "", "binära arbetsböcker (.xlsb) läses inte",
                        "Öppna filen i Excel, välj Spara som och Excel-arbetsbok (.xlsx).");
        }
    }

    const ZipEntry* optional_part(std::string_view type) const
    {
        const auto* relationship = first_of_type(relationships_, type);
        return relationship == nullptr || relationship->external ? nullptr : zip_.find(relationship->target);
    }

    void read_workbook(const ZipEntry& entry)
    {
        auto xml = scan(zip_, entry);
        bool in_sheets = false;
        bool is_workbook = false;
        for (auto token = xml.next(); token != XmlToken::finished; token = xml.next()) {
            const auto name = local_name(xml.name());
            if (token == XmlToken::start && xml.depth() == 1) {
                is_workbook = name == "workbook";
            } else if (token != XmlToken::text && xml.depth() + (token == XmlToken::end) == 2) {
                in_sheets = token == XmlToken::start && name == "sheets";
                if (token == XmlToken::start && name == "workbookPr") {
                    const auto value = value_of(xml, "date1904");
                    package_.from_1904 = value == "1" || value == "true" || value == "on";
                }
            } else if (token == XmlToken::start && in_sheets && xml.depth() == 3 && name == "sheet") {
                add_sheet(xml);
            }
        }
        if (!is_workbook) {
            refuse("arbetsboken (workbook.xml) är något annat");
        }
    }

    void add_sheet(XmlScanner& xml)
    {
        if (package_.sheets.size() + package_.other_sheets >= limits::sheets) {
            refuse_too_large(zip_.source().name(), "", "arbetsboken har fler än 1 000 blad");
        }
        const auto found = relationships_.find(prefixed_value_of(xml, "id"));
        if (found == relationships_.end() || found->second.external) {
            refuse("ett blad i arbetsboken saknas i filen eller ligger utanför den");
        }
        if (found->second.type != "worksheet") {
            ++package_.other_sheets;
            return;
        }
        const auto* part = zip_.find(found->second.target);
        if (part == nullptr || found->second.target.empty()) {
            refuse("ett blad i arbetsboken saknas i filen");
        }
        const auto state = value_of(xml, "state");
        package_.sheets.push_back({value_of(xml, "name"), state == "hidden" || state == "veryHidden"});
        package_.parts.push_back(part);
    }

    const ZipArchive& zip_;
    Relationships relationships_;
    XlsxPackage package_;
};

} // namespace

std::string resolve_target(std::string_view part, std::string_view target)
{
    std::string path;
    if (!target.empty() && target[0] != '/' && target[0] != '\\') {
        const auto slash = part.rfind('/');
        path = slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
    }
    path += target;
    std::replace(path.begin(), path.end(), '\\', '/');
    std::vector<std::string> steps;
    std::size_t from = 0;
    while (from <= path.size()) {
        const auto slash = std::min(path.find('/', from), path.size());
        const auto step = path.substr(from, slash - from);
        from = slash + 1;
        if (step == ".." && steps.empty()) {
            return {};
        }
        if (step == "..") {
            steps.pop_back();
        } else if (!step.empty() && step != ".") {
            steps.push_back(step);
        }
    }
    std::string resolved;
    for (const auto& step : steps) {
        resolved += (resolved.empty() ? "" : "/") + step;
    }
    return resolved;
}

XlsxPackage find_xlsx_parts(const ZipArchive& zip)
{
    return PackageReader(zip).read();
}

} // namespace lup
