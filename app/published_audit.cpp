#include "app/published_audit.hpp"

#include "app/files/inbox.hpp"
#include "config/errors.hpp"
#include "export/plan/plan_database.hpp"
#include "export/published/finished_files.hpp"
#include "export/workbook/workbook_figures.hpp"
#include "export/workbook/workbook_parts.hpp"

#include <fmt/format.h>

namespace lup {

namespace fs = std::filesystem;

namespace {

class Auditor {
public:
    Auditor(const Home& home, const Configuration& configuration)
        : home_(home), elsewhere_{configuration.codebook, {}, {}}
    {
        const PlanDatabase plan_database(home.plan_database());
        figures_ = PublishedFigures(plan_database.ledger());
        elsewhere_.targets = plan_database.judged_targets();
        elsewhere_.comparisons = plan_database.comparisons();
    }

    FileAudit run()
    {
        for (const auto& folder : {home_.excel(), home_.published()})
            if (fs::is_directory(folder))
                for (const auto& file : list_files(folder))
                    read(file.path);
        return std::move(audit_);
    }

private:
    void read(const fs::path& path)
    {
        const auto name = path.lexically_relative(home_.root()).string();
        ++audit_.files;
        try {
            read_kind(path, name);
        } catch (const Error& error) {
            audit_.found.emplace_back(error.what());
        }
    }

    void read_kind(const fs::path& path, const std::string& name)
    {
        const auto stem = path.stem().string();
        if (name.starts_with("excel/") && path.extension() == ".xlsx")
            read_book(path, name);
        else if (path.extension() == ".px")
            judge(name, read_px(name, finished_text(path), stem, figures_));
        else if (path.filename() == "lup.csv")
            judge(name, read_tidy_csv(name, finished_text(path)));
        else if (path.filename() == "jamforelser.csv")
            judge(name, read_comparison_csv(name, finished_text(path)));
        else if (path.filename().string().ends_with(".csv-metadata.json"))
            read_csv_metadata(name, finished_text(path));
        else if (path.extension() == ".json")
            judge(name, read_json_stat(name, finished_text(path), stem, figures_));
        else
            audit_.found.push_back(name + ": no such file is published by lup");
    }

    void judge(const std::string& name, const FinishedFile& file)
    {
        for (const auto& row : file.rows)
            if (is_bad(row))
                audit_.found.push_back(
                    fmt::format("{}, {}: a number that plan.db does not have", name, row.place));
    }

    void judge(const std::string& name, const std::vector<FileComparison>& rows)
    {
        for (const auto& row : rows) {
            ++audit_.figures;
            if (!elsewhere_.comparisons.says(row))
                audit_.found.push_back(
                    fmt::format("{}, {}: a comparison that plan.db does not have", name, row.place));
        }
    }

    void read_book(const fs::path& path, const std::string& name)
    {
        const auto book = read_workbook(path);
        for (const auto& fault :
             workbook_faults(book, elsewhere_, [this](const FileRow& row) { return !is_bad(row); }))
            audit_.found.push_back(fmt::format("{}, {}", name, fault));
        for (const auto& fault : change_faults(book, figures_))
            audit_.found.push_back(fmt::format("{}, {}", name, fault));
    }

    bool is_bad(const FileRow& row)
    {
        for (const auto& figure : row.figures)
            audit_.figures += figure ? 1 : 0;
        return figures_.is_invented(row);
    }

    const Home& home_;
    PublishedFigures figures_;
    NumbersFromElsewhere elsewhere_;
    FileAudit audit_;
};

} // namespace

FileAudit audit_files(const Home& home, const Configuration& configuration)
{
    return Auditor(home, configuration).run();
}

} // namespace lup
