// The estimates benchmark: a CSV of made-up respondents to a CSV of weighted shares by municipality x sex x
// age group x year with standard errors and 95 % limits, over the program's own reader and estimator, on all
// cores. Usage: bench_estimates IN.csv OUT.csv [CORES], or bench_estimates compare OUT.csv PEER.csv (p and se
// to 1e-12)

#include "ingest/bytes/byte_source.hpp"
#include "ingest/sheets/csv_file.hpp"
#include "transform/estimates/estimate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fmt/core.h>
#include <fmt/os.h>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace {

constexpr std::size_t indicators = 5;
constexpr int first_yes = 4; ///< answers from 4 on count as yes
constexpr std::size_t batch_rows = 4096;
constexpr std::uint64_t slice_bytes = std::uint64_t{1} << 20;

/// Whole rows of a file as a file of their own, so that each core reads its part.
class Slice : public lup::ByteSource {
public:
    Slice(std::shared_ptr<const lup::ByteSource> file, std::uint64_t first, std::uint64_t last)
        : file_(std::move(file)), first_(first), size_(last - first)
    {
    }
    const std::string& name() const override { return file_->name(); }
    std::uint64_t size() const override { return size_; }
    void read_at(std::uint64_t offset, std::span<char> out) const override
    {
        file_->read_at(first_ + offset, out);
    }

private:
    std::shared_ptr<const lup::ByteSource> file_;
    std::uint64_t first_, size_;
};

/// The first row start at or after `place`. The benchmark's file has no quotation marks, so a line end ends a
/// row.
std::uint64_t row_start(const lup::ByteSource& file, std::uint64_t place)
{
    std::array<char, 4096> piece{};
    for (std::uint64_t at = place; at < file.size();) {
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), file.size() - at));
        file.read_at(at, {piece.data(), length});
        const auto* end = std::find(piece.data(), piece.data() + length, '\n');
        if (end != piece.data() + length)
            return at + static_cast<std::uint64_t>(end - piece.data()) + 1;
        at += length;
    }
    return file.size();
}

/// A domain: what a row of the result is about.
struct Domain {
    std::string municipality;
    int sex = 0, age_group = 0, year = 0;

    auto order() const { return std::tie(year, age_group, sex, municipality); }
};

constexpr std::array<const char*, 7> age_groups{"16-24", "25-34", "35-44", "45-54",
                                                "55-64", "65-74", "75-84"};

/// Numbers the domains for all threads.
class Domains {
public:
    std::uint32_t number(std::uint64_t key, const Domain& domain)
    {
        const std::lock_guard lock(mutex_);
        const auto [place, is_new] = numbers_.try_emplace(key, static_cast<std::uint32_t>(domains_.size()));
        if (is_new)
            domains_.push_back(domain);
        return place->second;
    }
    const std::vector<Domain>& all() const { return domains_; }

private:
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
    std::vector<Domain> domains_;
};

/// Where the columns stand, from 1; 0 = not one that is read.
struct Columns {
    enum : std::uint8_t { none, year, municipality, stratum, sex, age, weight, first_answer };
    std::vector<std::uint8_t> field;

    explicit Columns(const lup::Row& heading)
    {
        const std::map<std::string_view, std::uint8_t> names{{"year", year},
                                                             {"municipality", municipality},
                                                             {"stratum", stratum},
                                                             {"sex", sex},
                                                             {"age", age},
                                                             {"weight", weight},
                                                             {"q01", first_answer},
                                                             {"q02", first_answer + 1},
                                                             {"q03", first_answer + 2},
                                                             {"q04", first_answer + 3},
                                                             {"q05", first_answer + 4}};
        for (const auto& cell : heading.cells) {
            field.resize(std::max<std::size_t>(field.size(), cell.column + std::size_t{1}));
            const auto found = names.find(cell.text);
            field[cell.column] = found == names.end() ? std::uint8_t{none} : found->second;
        }
    }
};

int whole(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// One thread's sums and the batch it is filling.
class Worker {
public:
    Worker(const Columns& columns, Domains& domains)
        : columns_(columns), domains_(domains),
          sums_(lup::DesignSums::Units::rows, std::vector(indicators, lup::Measure::share))
    {
        for (auto* column : {&stratum_, &cell_})
            column->resize(batch_rows);
        weight_.resize(batch_rows);
        for (auto& answers : answers_)
            answers.resize(batch_rows);
    }

    void read(lup::SheetReader& reader)
    {
        lup::Row row;
        while (reader.next(row)) {
            code(row);
            if (++rows_ == batch_rows)
                flush();
        }
        flush();
    }

    const lup::DesignSums& sums() const { return sums_; }

private:
    void code(const lup::Row& row)
    {
        int year = 0, stratum = 0, sex = 0, age = 0;
        std::string_view municipality;
        for (auto& answers : answers_)
            answers[rows_] = lup::Answer::missing;
        for (const auto& cell : row.cells) {
            const std::uint8_t field = cell.column < columns_.field.size() ? columns_.field[cell.column]
                                                                           : std::uint8_t{Columns::none};
            switch (field) {
            case Columns::none:
                break;
            case Columns::year:
                year = whole(cell.text);
                break;
            case Columns::municipality:
                municipality = cell.text;
                break;
            case Columns::stratum:
                stratum = whole(cell.text);
                break;
            case Columns::sex:
                sex = whole(cell.text);
                break;
            case Columns::age:
                age = whole(cell.text);
                break;
            case Columns::weight:
                std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), weight_[rows_]);
                break;
            default:
                answers_[field - std::size_t{Columns::first_answer}][rows_] =
                    whole(cell.text) >= first_yes ? lup::Answer::yes : lup::Answer::no;
            }
        }
        stratum_[rows_] = static_cast<std::uint32_t>(year * 100 + stratum);
        cell_[rows_] = domain({std::string(municipality), sex, age <= 24 ? 0 : (age - 15) / 10, year});
    }

    std::uint32_t domain(const Domain& domain)
    {
        std::uint64_t key = 0;
        for (const char c : domain.municipality)
            key = key * 256 + static_cast<unsigned char>(c);
        key = ((key * 16 + static_cast<std::uint64_t>(domain.sex)) * 16 +
               static_cast<std::uint64_t>(domain.age_group)) *
                  4096 +
              static_cast<std::uint64_t>(domain.year);
        const auto [place, is_new] = known_.try_emplace(key, 0);
        if (is_new)
            place->second = domains_.number(key, domain);
        return place->second;
    }

    void flush()
    {
        lup::DesignRows batch;
        batch.rows = rows_;
        batch.stratum = stratum_;
        batch.weight = weight_;
        batch.cells = {cell_};
        for (const auto& answers : answers_)
            batch.indicators.push_back({answers, {}});
        sums_.add(batch);
        rows_ = 0;
    }

    const Columns& columns_;
    Domains& domains_;
    std::unordered_map<std::uint64_t, std::uint32_t> known_;
    lup::DesignSums sums_;
    std::size_t rows_ = 0;
    std::vector<std::uint32_t> stratum_, cell_;
    std::vector<double> weight_;
    std::array<std::vector<lup::Answer>, indicators> answers_;
};

/// Runs `work(thread)` on every core and passes on what it throws.
template <typename Work>
void on_all_cores(std::size_t cores, Work work)
{
    std::vector<std::exception_ptr> failures(cores);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < cores; ++i)
        threads.emplace_back([&, i] {
            try {
                work(i);
            } catch (...) {
                failures[i] = std::current_exception();
            }
        });
    for (auto& thread : threads)
        thread.join();
    for (const auto& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
}

/// Reads the file in slices and returns the sums of all.
lup::DesignSums tally(const std::string& path, Domains& domains, std::size_t cores)
{
    const auto file = lup::open_bytes(path);
    const auto body = row_start(*file, 0);
    const auto top = lup::open_csv(std::make_shared<Slice>(file, 0, body))->read(0);
    lup::Row heading;
    top->next(heading);
    const Columns columns(heading);
    std::vector<std::unique_ptr<Worker>> workers;
    for (std::size_t i = 0; i < cores; ++i)
        workers.push_back(std::make_unique<Worker>(columns, domains));
    std::atomic<std::uint64_t> next{0};
    on_all_cores(cores, [&](std::size_t i) {
        while (true) {
            const auto number = next++;
            const auto first = number == 0 ? body : row_start(*file, body + number * slice_bytes - 1);
            if (first >= file->size())
                return;
            const auto last = row_start(*file, body + (number + 1) * slice_bytes - 1);
            if (first < last)
                workers[i]->read(*lup::open_csv(std::make_shared<Slice>(file, first, last))->read(0));
        }
    });
    auto sums = workers[0]->sums();
    for (std::size_t i = 1; i < cores; ++i)
        sums.merge(workers[i]->sums());
    return sums;
}

struct Result {
    lup::Estimate estimate;
    std::optional<lup::Interval> interval;
};

/// Estimates of all domains, in the order of the output, indicator by indicator.
std::vector<Result> estimates(const lup::DesignSums& sums, std::span<const std::uint32_t> order,
                              std::size_t cores)
{
    std::vector<Result> results(indicators * order.size());
    on_all_cores(cores, [&](std::size_t core) {
        for (std::size_t i = core; i < results.size(); i += cores) {
            const auto indicator = static_cast<std::uint32_t>(i / order.size());
            auto& result = results[i];
            result.estimate = lup::estimate(sums, order[i % order.size()], indicator);
            result.interval = lup::xlogit_interval(result.estimate.value, result.estimate.se,
                                                   static_cast<double>(result.estimate.df));
        }
    });
    return results;
}

void write(const std::string& path, const std::vector<Domain>& domains, std::span<const std::uint32_t> order,
           std::span<const Result> results)
{
    auto out = fmt::output_file(path);
    out.print("municipality,sex,ageg,year,p,se,df,ind,ci_l,ci_u\n");
    for (std::size_t i = 0; i < results.size(); ++i) {
        const auto& domain = domains[order[i % order.size()]];
        const auto& [estimate, interval] = results[i];
        out.print("{},{},{},{},{},{},{},i{},{},{}\n", domain.municipality, domain.sex,
                  age_groups[static_cast<std::size_t>(domain.age_group)], domain.year, estimate.value,
                  estimate.se, estimate.df, i / order.size() + 1,
                  interval ? interval->lower : lup::Estimate::none,
                  interval ? interval->upper : lup::Estimate::none);
    }
}

/// Reads p and se by domain and indicator.
std::map<std::string, std::array<double, 2>> read_result(const std::string& path)
{
    std::map<std::string, std::array<double, 2>> values;
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::vector<std::string> fields(1);
        for (const char c : line)
            c == ',' ? static_cast<void>(fields.emplace_back()) : static_cast<void>(fields.back() += c);
        values[fields[0] + ' ' + fields[1] + ' ' + fields[2] + ' ' + fields[3] + ' ' + fields[7]] = {
            std::stod(fields[4]), std::stod(fields[5])};
    }
    return values;
}

/// Prints how the result differs from a peer's; true if by at most 1e-12.
bool compare(const std::string& ours, const std::string& theirs)
{
    constexpr double allowed = 1e-12;
    const auto a = read_result(ours), b = read_result(theirs);
    std::array<double, 2> worst{};
    std::size_t shared = 0;
    for (const auto& [domain, values] : b) {
        const auto found = a.find(domain);
        if (found == a.end())
            continue;
        ++shared;
        for (std::size_t i = 0; i < 2; ++i)
            worst[i] = std::max(worst[i], std::fabs(found->second[i] - values[i]) / std::fabs(values[i]));
    }
    fmt::print("cells {} of {}, worst relative difference p {:.1e} se {:.1e}\n", shared, b.size(), worst[0],
               worst[1]);
    return shared == b.size() && a.size() == b.size() && worst[0] <= allowed && worst[1] <= allowed;
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc < 3) {
        fmt::print("usage: bench_estimates IN.csv OUT.csv [CORES] | compare OUT.csv PEER.csv\n");
        return 3;
    }
    try {
        if (argc > 3 && std::string_view(argv[1]) == "compare")
            return compare(argv[2], argv[3]) ? 0 : 1;
        const auto cores = static_cast<std::size_t>(
            std::max(1, argc > 3 ? whole(argv[3]) : static_cast<int>(std::thread::hardware_concurrency())));
        Domains domains;
        const auto sums = tally(argv[1], domains, cores);
        std::vector<std::uint32_t> order(domains.all().size());
        for (std::uint32_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return domains.all()[a].order() < domains.all()[b].order();
        });
        write(argv[2], domains.all(), order, estimates(sums, order, cores));
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_estimates: {}\n", error.what());
        return 1;
    }
    return 0;
}
