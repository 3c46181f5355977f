#include "config/errors.hpp"
#include "ingest/delivery/archive_copy.hpp"
#include "ingest/delivery/coder_wave.hpp"
#include "ingest/delivery/delivery.hpp"
#include "ingest/delivery/recognise_headings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace lup {

namespace {

constexpr std::size_t batch_rows = 4096;

/// The archive copies one after another, through one coder, so that categories are numbered once.
class ArchivedResponses : public ResponseSource {
public:
    ArchivedResponses(std::vector<std::filesystem::path> copies, const Codebook& codebook,
                      const std::string& survey, const std::string& wave)
        : copies_(std::move(copies)), wave_(codebook.wave(survey, wave)), form_(form_of(codebook, wave_)),
          coder_(codebook, survey, wave), coded_(coder_.slots().size())
    {
    }

    const std::vector<Categories>& categories() const override { return coder_.categories(); }

    bool next(ResponseBatch& batch) override
    {
        clear(batch);
        while (batch.rows == 0) {
            if (!reader_ && !open_next())
                return false;
            present(batch);
            fill(batch);
        }
        return true;
    }

private:
    void clear(ResponseBatch& batch) const
    {
        batch.rows = 0;
        batch.columns.resize(coder_.slots().size());
        for (std::size_t i = 0; i < batch.columns.size(); ++i) {
            auto& column = batch.columns[i];
            column.variable = coder_.slots()[i].variable->variable;
            column.present = false;
            column.codes.clear();
            column.numbers.clear();
        }
    }

    bool open_next()
    {
        if (next_copy_ == copies_.size())
            return false;
        const auto& copy = copies_[next_copy_++];
        const auto label = read_archive_label(copy);
        if (label.survey != wave_.survey || label.wave != wave_.wave)
            throw InputError(fmt::format("{}: the archive copy belongs to {} {}, not to {} {}.",
                                         copy.filename().string(), label.survey, label.wave, wave_.survey,
                                         wave_.wave));
        reader_ = open_archive_copy(copy);
        KeptRow headings;
        if (!reader_->next(row_))
            throw InputError(fmt::format("{}: the archive copy has no headings.", copy.filename().string()));
        for (const auto& cell : row_.cells)
            headings.cells.push_back({cell.column, cell.type, cell.number, std::string(cell.text)});
        map_columns(match_form(form_, HeadingLine(headings)));
        return true;
    }

    void map_columns(const FormMatch& match)
    {
        const auto slots = coder_.slots().size();
        present_.assign(slots, false);
        slots_of_.clear();
        for (const auto& column : match.columns) {
            const auto slot = coder_.slot_of(*column.variable);
            if (!slot)
                continue;
            if (slots_of_.size() <= column.column)
                slots_of_.resize(column.column + 1);
            slots_of_[column.column].push_back(*slot);
            present_[*slot] = true;
        }
    }

    void present(ResponseBatch& batch) const
    {
        for (std::size_t i = 0; i < batch.columns.size(); ++i)
            batch.columns[i].present = present_[i];
    }

    /// Rows of one copy: `present` is the same in all of a batch.
    void fill(ResponseBatch& batch)
    {
        while (batch.rows < batch_rows) {
            if (!reader_->next(row_)) {
                reader_.reset();
                return;
            }
            std::ranges::fill(coded_, CodedCell{});
            for (const auto& cell : row_.cells)
                if (cell.column < slots_of_.size())
                    for (const auto slot : slots_of_[cell.column])
                        coded_[slot] = coder_.code(slot, cell);
            if (coder_.fate(coded_, present_) == RowFate::used)
                add(batch);
        }
    }

    void add(ResponseBatch& batch) const
    {
        ++batch.rows;
        for (std::size_t i = 0; i < coded_.size(); ++i) {
            const auto& cell = coded_[i];
            const bool valid = cell.kind == AnswerKind::valid;
            const auto& slot = coder_.slots()[i];
            if (slot.variable->type == VariableType::number)
                batch.columns[i].numbers.push_back(valid ? cell.number
                                                         : std::numeric_limits<double>::quiet_NaN());
            else
                batch.columns[i].codes.push_back(valid ? cell.code : ResponseColumn::missing);
        }
    }

    std::vector<std::filesystem::path> copies_;
    const Wave& wave_;
    Form form_;
    WaveCoder coder_;
    std::unique_ptr<SheetReader> reader_;
    std::size_t next_copy_ = 0;
    Row row_;
    std::vector<std::vector<std::size_t>> slots_of_; ///< by column
    std::vector<bool> present_;
    std::vector<CodedCell> coded_;
};

} // namespace

std::unique_ptr<ResponseSource> open_deliveries(const std::vector<std::filesystem::path>& archive_copies,
                                                const Codebook& codebook, const std::string& survey,
                                                const std::string& wave)
{
    return std::make_unique<ArchivedResponses>(archive_copies, codebook, survey, wave);
}

} // namespace lup
