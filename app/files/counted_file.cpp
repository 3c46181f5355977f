#include "app/files/counted_file.hpp"

namespace lup {

namespace {

using Told = std::function<void(std::uint64_t)>;

class CountedReader : public SheetReader {
public:
    CountedReader(std::unique_ptr<SheetReader> reader, const Told& told)
        : reader_(std::move(reader)), told_(told)
    {
    }

    bool next(Row& row) override
    {
        constexpr std::uint64_t every = 1'000;
        const bool found = reader_->next(row);
        rows_ += found ? 1 : 0;
        if (rows_ >= every || !found) {
            told_(rows_);
            rows_ = 0;
        }
        return found;
    }

private:
    std::unique_ptr<SheetReader> reader_;
    const Told& told_;
    std::uint64_t rows_ = 0;
};

class CountedFile : public SheetFile {
public:
    CountedFile(std::unique_ptr<SheetFile> file, Told told) : file_(std::move(file)), told_(std::move(told))
    {
    }

    const std::vector<SheetInfo>& sheets() const override { return file_->sheets(); }
    std::unique_ptr<SheetReader> read(std::size_t index) const override
    {
        return std::make_unique<CountedReader>(file_->read(index), told_);
    }
    Findings findings() const override { return file_->findings(); }
    std::string_view format() const override { return file_->format(); }

private:
    std::unique_ptr<SheetFile> file_;
    Told told_;
};

} // namespace

std::unique_ptr<SheetFile> count_rows(std::unique_ptr<SheetFile> file,
                                      std::function<void(std::uint64_t)> told)
{
    return std::make_unique<CountedFile>(std::move(file), std::move(told));
}

} // namespace lup
