#include "ingest/sheets/statistics_file.hpp"

#include "ingest/bytes/text_encoding.hpp"
#include "ingest/sheets/sav_cases.hpp"
#include "ingest/sheets/statistics_parser.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

namespace lup {
namespace {

/// ReadStat calls; we are called. A thread of its own turns the one into the other, some rows ahead.
class StatisticsReader : public SheetReader {
public:
    StatisticsReader(std::shared_ptr<const ByteSource> source, StatisticsFormat format,
                     std::shared_ptr<const StatisticsHeader> header, std::shared_ptr<FindingLog> findings)
        : source_(std::move(source)), format_(format), header_(std::move(header)),
          findings_(std::move(findings)), batches_(4)
    {
        for (std::size_t i = 1; i < batches_.size(); ++i) {
            empty_.push_back(&batches_[i]);
        }
    }
    StatisticsReader(const StatisticsReader&) = delete;
    StatisticsReader& operator=(const StatisticsReader&) = delete;

    ~StatisticsReader() override
    {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    bool next(Row& row) override
    {
        if (!thread_.joinable()) {
            thread_ = std::thread([this] { produce(); });
            return name_variables(*header_, row);
        }
        while (current_ == nullptr || given_ == current_->used) {
            if (!take_batch()) {
                return false;
            }
            while (given_ < current_->used && current_->rows[given_].cells.empty()) {
                ++given_;
            }
        }
        auto& source = current_->rows[given_++];
        row.number = source.number;
        row.cells.swap(source.cells);
        while (given_ < current_->used && current_->rows[given_].cells.empty()) {
            ++given_;
        }
        return true;
    }

private:
    void produce()
    {
        try {
            read_statistics_rows(source_, format_, *header_, *findings_, batches_.data(),
                                 [this](StatisticsBatch* full) { return exchange(full); });
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        finished_ = true;
        changed_.notify_all();
    }

    /// Gives a full batch away and waits for an empty one; nullptr when the reader is gone.
    StatisticsBatch* exchange(StatisticsBatch* full)
    {
        std::unique_lock lock(mutex_);
        full_.push_back(full);
        changed_.notify_all();
        changed_.wait(lock, [this] { return stopped_ || !empty_.empty(); });
        if (stopped_) {
            return nullptr;
        }
        auto* next = empty_.front();
        empty_.pop_front();
        next->used = 0;
        next->text.clear();
        return next;
    }

    bool take_batch()
    {
        std::unique_lock lock(mutex_);
        if (current_ != nullptr) {
            empty_.push_back(std::exchange(current_, nullptr));
            changed_.notify_all();
        }
        changed_.wait(lock, [this] { return finished_ || !full_.empty(); });
        if (full_.empty()) {
            if (failure_) {
                std::rethrow_exception(failure_);
            }
            return false;
        }
        current_ = full_.front();
        full_.pop_front();
        given_ = 0;
        return true;
    }

    std::shared_ptr<const ByteSource> source_;
    StatisticsFormat format_;
    std::shared_ptr<const StatisticsHeader> header_;
    std::shared_ptr<FindingLog> findings_;
    std::vector<StatisticsBatch> batches_;
    std::deque<StatisticsBatch*> empty_;
    std::deque<StatisticsBatch*> full_;
    StatisticsBatch* current_ = nullptr;
    std::size_t given_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::exception_ptr failure_;
    bool finished_ = false;
    bool stopped_ = false;
    std::thread thread_;
};

class StatisticsFile : public SheetFile {
public:
    StatisticsFile(std::shared_ptr<const ByteSource> source, StatisticsFormat format)
        : source_(std::move(source)), format_(format), log_(std::make_shared<FindingLog>(source_->name())),
          header_(std::make_shared<StatisticsHeader>(read_statistics_header(source_, format_))),
          sheets_{{name_in_utf8(std::filesystem::path(source_->name()).stem().string()), false}}
    {
    }

    /// From now on the cases of an ordinary .sav are read without ReadStat.
    void read_ordinary_cases()
    {
        auto layout = format_ == StatisticsFormat::sav ? sav_layout(*source_) : std::nullopt;
        if (layout && fits(*layout, *header_)) {
            layout_ = std::make_shared<SavLayout>(std::move(*layout));
        }
    }

    const std::vector<SheetInfo>& sheets() const override { return sheets_; }
    std::unique_ptr<SheetReader> read(std::size_t) const override
    {
        if (layout_) {
            return read_sav_cases(source_, header_, layout_, log_);
        }
        return std::make_unique<StatisticsReader>(source_, format_, header_, log_);
    }
    Findings findings() const override { return log_->all(); }
    const std::vector<FileVariable>& variables() const override { return header_->variables; }

    std::string_view format() const override
    {
        switch (format_) {
        case StatisticsFormat::sav:
            return "sav";
        case StatisticsFormat::por:
            return "por";
        case StatisticsFormat::dta:
            return "dta";
        case StatisticsFormat::sas7bdat:
            break;
        }
        return "sas7bdat";
    }

private:
    std::shared_ptr<const ByteSource> source_;
    StatisticsFormat format_;
    std::shared_ptr<FindingLog> log_;
    std::shared_ptr<const StatisticsHeader> header_;
    std::shared_ptr<const SavLayout> layout_;
    std::vector<SheetInfo> sheets_;
};

} // namespace

std::optional<StatisticsFormat> statistics_format(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("$FL2") || head.starts_with("$FL3")) {
        return StatisticsFormat::sav;
    }
    if (head.find("SPSS PORT FILE") < 300) {
        return StatisticsFormat::por;
    }
    const bool old_stata = head.size() > 3 && head[0] >= 0x68 && head[0] <= 0x73 &&
                           (head[1] == 1 || head[1] == 2) && head[2] == 1 && head[3] == 0;
    if (head.starts_with("<stata_dta>") || old_stata) {
        return StatisticsFormat::dta;
    }
    if (head.starts_with(
            "\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\0\x09\xc7\x31\x8c\x18\x1f\x10\x11"sv)) {
        return StatisticsFormat::sas7bdat;
    }
    return std::nullopt;
}

std::unique_ptr<SheetFile> open_statistics(std::shared_ptr<const ByteSource> source, StatisticsFormat format)
{
    auto file = std::make_unique<StatisticsFile>(std::move(source), format);
    file->read_ordinary_cases();
    return file;
}

std::unique_ptr<SheetFile> open_statistics_with_readstat(std::shared_ptr<const ByteSource> source,
                                                         StatisticsFormat format)
{
    return std::make_unique<StatisticsFile>(std::move(source), format);
}

} // namespace lup
