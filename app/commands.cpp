#include "app/commands.hpp"

#include "app/audit.hpp"
#include "app/backup.hpp"
#include "app/breakdowns.hpp"
#include "app/check.hpp"
#include "app/codebook_draft.hpp"
#include "app/codebook_export.hpp"
#include "app/configuration.hpp"
#include "app/files/home.hpp"
#include "app/init.hpp"
#include "app/night.hpp"
#include "app/process.hpp"
#include "app/status.hpp"
#include "app/trial.hpp"
#include "app/verify.hpp"
#include "app/watch.hpp"
#include "config/errors.hpp"
#include "ingest/cells.hpp"
#include "ingest/worker/isolated_file.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <iostream>
#include <unistd.h>

namespace lup {

namespace {

int make_home(const Home& home)
{
    init_home(home);
    std::cout << fmt::format(
        "{}: a home with the shipped configuration. Change lup.toml, kodbok/ and plan/, put files "
        "in inkorg/, then: lup run {}\n",
        home.root().string(), home.root().string());
    return 0;
}

int make_demo(const Home& home)
{
    init_demo(home);
    std::cout << fmt::format("{}: a home with made-up files in inkorg/. Now: lup run {}\n",
                             home.root().string(), home.root().string());
    return 0;
}

int run_one_night(const Home& home, const Options& options)
{
    const auto log = ::isatty(STDOUT_FILENO) != 0 ? make_terminal_log(std::cout) : make_json_log(std::cout);
    if (options.only_trials)
        try_files(home, load_configuration(home), isolated_reading(), *log);
    else
        run_night(home, *log);
    return 0;
}

int print_cells(const Options& options)
{
    const auto& file = options.files.front();
    if (options.count_only)
        std::cout << count_cells_isolated(file, own_program(), options.sheet) << '\n';
    else
        write_cells(*open_sheet_file_isolated(file, own_program()), std::cout, options.sheet);
    std::cout.flush();
    if (!std::cout)
        throw ExportError("standard output: the cells could not be written. Check the disk or the pipe");
    return 0;
}

int check_codebook(const Home& home)
{
    const auto configuration = load_configuration(home);
    for (const auto& remark : configuration.remarks)
        std::cout << finding_line(remark) << '\n';
    std::cout << fmt::format(
        "{} surveys, {} waves, {} indicators, {} breakdowns, {} organisations: no mistakes\n",
        configuration.codebook.surveys.size(), configuration.codebook.waves.size(),
        configuration.codebook.indicators.size(), configuration.codebook.breakdowns.size(),
        configuration.plan.organisations.size());
    return 0;
}

} // namespace

int run(const Options& options)
{
    if (::sodium_init() < 0)
        throw ExportError("libsodium cannot be started: the machine gives no random numbers");
    const Home home(options.home);
    switch (options.command) {
    case Command::init:
        return make_home(home);
    case Command::demo:
        return make_demo(home);
    case Command::run:
        return run_one_night(home, options);
    case Command::watch:
        return watch(home);
    case Command::check:
        return check_files(home, options.files, options.json);
    case Command::cells:
        return print_cells(options);
    case Command::status:
        return print_status(home);
    case Command::codebook_check:
        return check_codebook(home);
    case Command::codebook_export:
        return export_codebook(home, options.files.front());
    case Command::codebook_draft:
        return draft_codebook(options.files.front(), options.files.back());
    case Command::audit:
        return audit_home(home);
    case Command::breakdowns:
        return print_breakdowns(home);
    case Command::backup:
        return write_backup(home, options.files.front());
    case Command::verify:
        return verify_home(home);
    case Command::none:
        break;
    }
    return options.exit_code;
}

} // namespace lup
