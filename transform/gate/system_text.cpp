#include "transform/gate/system_text.hpp"

#include "config/errors.hpp"

#include <istream>
#include <ostream>
#include <sstream>
#include <string>

namespace lup {

namespace {

const char* word(RowRelation relation)
{
    return relation == RowRelation::equal ? "=" : relation == RowRelation::at_least ? ">=" : "<=";
}

const char* word(KnownFrom from)
{
    switch (from) {
    case KnownFrom::published:
        return "published";
    case KnownFrom::elsewhere:
        return "elsewhere";
    case KnownFrom::other_system:
        return "shared";
    case KnownFrom::insiders:
        return "insiders";
    }
    return "";
}

void write_row(std::ostream& out, const GateRow& row)
{
    out << word(row.relation) << ' ' << row.bound;
    for (const auto& term : row.terms) {
        out << ' ' << term.atom;
        if (term.coefficient != 1)
            out << '*' << term.coefficient;
    }
    out << '\n';
}

void write_number_or_none(std::ostream& out, std::uint32_t number, std::uint32_t none)
{
    if (number == none)
        out << '-';
    else
        out << number;
}

[[noreturn]] void refuse()
{
    throw DisclosureError("proof: the text is damaged or cut short. Restore bevis/ from the backup");
}

/// One line as words; refuses what is not there or not of the form.
class LineReader {
public:
    LineReader(std::istream& in, std::string_view keyword)
    {
        std::string line;
        if (!std::getline(in, line))
            refuse();
        words_.str(line);
        if (text() != keyword)
            refuse();
    }

    std::string text()
    {
        std::string word;
        if (!(words_ >> word))
            refuse();
        return word;
    }

    std::int64_t number()
    {
        std::int64_t value = 0;
        if (!(words_ >> value))
            refuse();
        return value;
    }

    std::uint32_t index() { return static_cast<std::uint32_t>(number()); }

    std::uint32_t index_or(std::uint32_t none)
    {
        const auto word = text();
        return word == "-" ? none : static_cast<std::uint32_t>(std::stoul(word));
    }

    bool at_end()
    {
        words_ >> std::ws;
        return words_.eof();
    }

    GateRow row()
    {
        GateRow row;
        const auto relation = text();
        row.relation = relation == "="    ? RowRelation::equal
                       : relation == ">=" ? RowRelation::at_least
                                          : RowRelation::at_most;
        row.bound = number();
        while (!at_end()) {
            GateTerm term;
            term.atom = index();
            if (words_.peek() == '*') {
                words_.get();
                term.coefficient = static_cast<std::int32_t>(number());
            }
            row.terms.push_back(term);
        }
        return row;
    }

private:
    std::istringstream words_;
};

} // namespace

void write_system(std::ostream& out, const GateSystem& system, const GatePattern& hidden)
{
    out << "system " << system.atoms.size() << ' ' << system.cells.size() << ' ' << system.known.size() << ' '
        << system.bundles << ' ' << system.suppliers << '\n';
    for (const auto& atom : system.atoms) {
        out << "atom " << atom.value << ' ';
        write_number_or_none(out, atom.supplier, no_supplier);
        out << '\n';
    }
    for (const auto& cell : system.cells) {
        out << "cell ";
        write_number_or_none(out, cell.bundle, never_printed);
        out << ' ' << (cell.scenario ? 2 : cell.sensitive ? 1 : 0) << ' ' << cell.cost << ' ';
        write_row(out, cell.row);
    }
    for (const auto& known : system.known) {
        out << "known " << word(known.from) << ' ';
        write_row(out, known.row);
    }
    out << "hidden";
    for (std::uint32_t bundle = 0; bundle < hidden.size(); ++bundle)
        if (hidden[bundle])
            out << ' ' << bundle;
    out << '\n';
}

void write_shared(std::ostream& out, std::span<const SharedCount> shared)
{
    out << "shared " << shared.size() << '\n';
    for (const auto& count : shared) {
        out << "count " << count.id << ' ';
        write_row(out, count.row);
    }
}

std::vector<SharedCount> read_shared(std::istream& in)
{
    std::vector<SharedCount> shared;
    const auto size = LineReader(in, "shared").index();
    for (std::uint32_t i = 0; i < size; ++i) {
        LineReader line(in, "count");
        const auto id = line.index();
        shared.push_back({id, line.row()});
    }
    return shared;
}

SystemAndPattern read_system(std::istream& in)
{
    SystemAndPattern read;
    LineReader sizes(in, "system");
    const auto atoms = sizes.index(), cells = sizes.index(), known = sizes.index();
    read.system.bundles = sizes.index();
    read.system.suppliers = sizes.index();
    for (std::uint32_t i = 0; i < atoms; ++i) {
        LineReader line(in, "atom");
        const auto value = line.number();
        read.system.atoms.push_back({value, line.index_or(no_supplier)});
    }
    for (std::uint32_t i = 0; i < cells; ++i) {
        LineReader line(in, "cell");
        GateCell cell;
        cell.bundle = line.index_or(never_printed);
        const auto kind = line.number();
        cell.sensitive = kind == 1;
        cell.scenario = kind == 2;
        cell.cost = static_cast<std::int32_t>(line.number());
        cell.row = line.row();
        read.system.cells.push_back(std::move(cell));
    }
    for (std::uint32_t i = 0; i < known; ++i) {
        LineReader line(in, "known");
        const auto text = line.text();
        const auto from = text == "published"  ? KnownFrom::published
                          : text == "shared"   ? KnownFrom::other_system
                          : text == "insiders" ? KnownFrom::insiders
                                               : KnownFrom::elsewhere;
        read.system.known.push_back({line.row(), from});
    }
    read.hidden.assign(read.system.bundles, false);
    for (LineReader line(in, "hidden"); !line.at_end();) {
        const auto bundle = line.index();
        if (bundle >= read.hidden.size())
            refuse();
        read.hidden[bundle] = true;
    }
    return read;
}

} // namespace lup
