#include "ingest/worker/isolated_file.hpp"

#include "ingest/finding_log.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/worker/parse_process.hpp"

#include <cerrno>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace lup {
namespace {

/// What every reader of a file shares.
struct IsolatedSource {
    IsolatedSource(const std::filesystem::path& file, std::filesystem::path worker)
        : name(file.filename().string()), program(std::move(worker)), findings(name),
          descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        if (descriptor < 0) {
            refuse_unopened(name, errno);
        }
    }
    IsolatedSource(const IsolatedSource&) = delete;
    IsolatedSource& operator=(const IsolatedSource&) = delete;
    ~IsolatedSource() { ::close(descriptor); }

    std::unique_ptr<ParseProcess> start() const
    {
        return std::make_unique<ParseProcess>(program, descriptor, name);
    }

    std::string name;
    std::filesystem::path program;
    FindingLog findings;
    int descriptor;
};

/// Takes the worker's first answer apart.
struct Opening {
    std::string format;
    std::vector<SheetInfo> sheets;
    std::vector<FileVariable> variables;

    Opening(ParseProcess& worker, const std::string& name)
    {
        const auto kind = worker.receive();
        WireReader wire(worker.payload(), name);
        if (kind != FrameKind::opened) {
            wire.refuse();
        }
        format = wire.text();
        for (auto left = wire.number<std::uint32_t>(); left > 0; --left) {
            std::string sheet{wire.text()};
            sheets.push_back({std::move(sheet), wire.number<std::uint8_t>() != 0});
        }
        for (auto left = wire.number<std::uint32_t>(); left > 0; --left) {
            variables.push_back(variable(wire));
        }
        if (sheets.size() > limits::sheets || variables.size() > limits::columns || !wire.at_end()) {
            wire.refuse();
        }
    }

private:
    static FileVariable variable(WireReader& wire)
    {
        FileVariable variable;
        variable.name = wire.text();
        variable.label = wire.text();
        for (auto* pairs : {&variable.labels, &variable.missing}) {
            for (auto left = wire.number<std::uint32_t>(); left > 0; --left) {
                std::string first{wire.text()};
                pairs->emplace_back(std::move(first), std::string(wire.text()));
            }
        }
        return variable;
    }
};

class IsolatedReader : public SheetReader {
public:
    IsolatedReader(std::shared_ptr<IsolatedSource> source, std::unique_ptr<ParseProcess> worker)
        : source_(std::move(source)), worker_(std::move(worker)), rows_({}, source_->name)
    {
    }

    bool next(Row& row) override
    {
        while (!finished_ && rows_.at_end()) {
            receive();
        }
        if (finished_) {
            row.cells.clear();
            return false;
        }
        rows_.row(row);
        return true;
    }

private:
    void receive()
    {
        const auto kind = worker_->receive();
        rows_ = WireReader(worker_->payload(), source_->name);
        if (kind == FrameKind::finished) {
            finished_ = true;
            for (auto& finding : rows_.findings()) {
                source_->findings.add(std::move(finding));
            }
            worker_.reset();
        } else if (kind != FrameKind::rows) {
            rows_.refuse();
        }
    }

    std::shared_ptr<IsolatedSource> source_;
    std::unique_ptr<ParseProcess> worker_;
    WireReader rows_;
    bool finished_ = false;
};

class IsolatedFile : public SheetFile {
public:
    explicit IsolatedFile(std::shared_ptr<IsolatedSource> source)
        : source_(std::move(source)), waiting_(source_->start()), opening_(*waiting_, source_->name)
    {
    }

    const std::vector<SheetInfo>& sheets() const override { return opening_.sheets; }

    /// The worker that opened the file reads the first sheet that is asked for; each other has its own.
    std::unique_ptr<SheetReader> read(std::size_t index) const override
    {
        std::unique_ptr<ParseProcess> worker;
        {
            const std::lock_guard lock(mutex_);
            worker = std::move(waiting_);
        }
        if (!worker) {
            worker = source_->start();
            if (const Opening again(*worker, source_->name); again.sheets.size() != opening_.sheets.size()) {
                refuse_file(source_->name, "", "filen ändrades medan den lästes",
                            "Lämna den igen när den är färdigkopierad.");
            }
        }
        worker->request(FrameKind::rows, static_cast<std::uint32_t>(index));
        return std::make_unique<IsolatedReader>(source_, std::move(worker));
    }

    Findings findings() const override { return source_->findings.all(); }
    std::string_view format() const override { return opening_.format; }
    const std::vector<FileVariable>& variables() const override { return opening_.variables; }

private:
    std::shared_ptr<IsolatedSource> source_;
    mutable std::mutex mutex_;
    mutable std::unique_ptr<ParseProcess> waiting_;
    Opening opening_;
};

} // namespace

std::unique_ptr<SheetFile> open_sheet_file_isolated(const std::filesystem::path& file,
                                                    const std::filesystem::path& worker_program)
{
    return std::make_unique<IsolatedFile>(std::make_shared<IsolatedSource>(file, worker_program));
}

std::uint64_t count_cells_isolated(const std::filesystem::path& file,
                                   const std::filesystem::path& worker_program,
                                   const std::optional<std::string>& sheet)
{
    const IsolatedSource source(file, worker_program);
    const auto worker = source.start();
    const Opening opening(*worker, source.name);
    std::uint32_t index = ~0U; // all sheets
    for (std::size_t i = 0; sheet && i < opening.sheets.size(); ++i) {
        index = opening.sheets[i].name == *sheet ? static_cast<std::uint32_t>(i) : index;
    }
    if (sheet && index == ~0U) {
        refuse_file(source.name, "", "det finns inget blad med det namnet", "Utan --sheet visas alla blad.");
    }
    worker->request(FrameKind::counted, index);
    const auto kind = worker->receive();
    WireReader answer(worker->payload(), source.name);
    if (kind != FrameKind::counted) {
        answer.refuse();
    }
    return answer.number<std::uint64_t>();
}

} // namespace lup
