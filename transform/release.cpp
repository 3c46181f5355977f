#include "transform/release.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace lup {

namespace {

/// Canonical text of everything in a release, so that equal releases have equal ids.
class ReleaseText {
public:
    void add(std::string_view text)
    {
        text_ += fmt::format("{}:", text.size());
        text_ += text;
    }
    void add(const std::optional<double>& number) { add(number ? fmt::format("{}", *number) : "-"); }
    void add(const std::optional<std::uint64_t>& number) { add(number ? fmt::format("{}", *number) : "-"); }

    void add(const ReleasedCell& cell)
    {
        add(cell.period);
        add(cell.domain);
        add(cell.value);
        add(cell.lower);
        add(cell.upper);
        add(cell.n);
        add(cell.symbol);
        add_records(cell.records);
    }

    void add(const ReleasedTable& table)
    {
        add(table.survey);
        add(table.indicator);
        for (const auto& dimension : table.dimensions)
            add(dimension.name);
        for (const auto& recipient : table.recipients)
            add(recipient);
        for (const auto& cell : table.cells)
            add(cell);
    }

    /// Other records, or none decided on, are another release though all figures are the same.
    void add_records(const CountedRecords& records)
    {
        if (!records)
            return;
        if (records->empty())
            add("held");
        for (const auto& counted : *records)
            if (counted.vintage > 0)
                add(fmt::format("{} {}", counted.wave, counted.vintage));
    }

    void add(const ReleasedComparison& comparison)
    {
        add(comparison.indicator);
        add(fmt::format("{}", static_cast<int>(comparison.kind)));
        add(comparison.domain);
        add(comparison.other_domain);
        add(comparison.period);
        add(comparison.other_period);
        add(std::optional(comparison.difference));
        add(comparison.lower);
        add(comparison.upper);
        add(fmt::format("{}", static_cast<int>(comparison.verdict)));
        add(comparison.note);
        for (const auto& recipient : comparison.recipients)
            add(recipient);
    }

    std::string id() const
    {
        std::array<unsigned char, 16> hash{};
        crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text_.data()),
                           text_.size(), nullptr, 0);
        std::string hex;
        for (std::size_t i = 0; i < 6; ++i)
            hex += fmt::format("{:02x}", hash[i]);
        return hex;
    }

private:
    std::string text_;
};

} // namespace

Release::Release(std::vector<ReleasedTable> tables, std::vector<WaveNote> wave_notes,
                 std::vector<MethodNote> method_notes, std::vector<ReleasedComparison> comparisons,
                 std::vector<ComparisonNote> comparison_notes)
    : tables_(std::move(tables)), wave_notes_(std::move(wave_notes)), method_notes_(std::move(method_notes)),
      comparisons_(std::move(comparisons)), comparison_notes_(std::move(comparison_notes))
{
    ReleaseText text;
    for (const auto& table : tables_)
        text.add(table);
    for (const auto& note : wave_notes_)
        for (const auto& sentence : note.sentences)
            text.add(sentence);
    for (const auto& note : method_notes_)
        text.add(note.text);
    for (const auto& comparison : comparisons_)
        text.add(comparison);
    for (const auto& note : comparison_notes_)
        text.add(note.text);
    id_ = text.id();
}

} // namespace lup
