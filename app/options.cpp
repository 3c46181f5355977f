#include "app/options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace lup {

namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done (rejected files are said, not failed), 1 a bug, 2 configuration or command line,\n"
    "3 input (check found a rejection, cells a file that is refused), 4 the gate refused, 5 storage or "
    "export.";

CLI::App* add_command(CLI::App& app, Options& options, Command command, const char* name, const char* text)
{
    auto* added = app.add_subcommand(name, text);
    added->footer(exit_codes);
    added->callback([&options, command] { options.command = command; });
    return added;
}

CLI::App* add_home_command(CLI::App& app, Options& options, Command command, const char* name,
                           const char* text)
{
    auto* added = add_command(app, options, command, name, text);
    added->add_option("HOME", options.home, "The home directory")->required();
    return added;
}

void add_file(CLI::App* command, Options& options, const char* name, const char* text)
{
    command->add_option(name, options.files, text)->required()->expected(1);
}

void add_night_commands(CLI::App& app, Options& options)
{
    add_home_command(app, options, Command::init, "init",
                     "Make a home directory with the shipped configuration, commented");
    add_home_command(app, options, Command::demo, "demo",
                     "Make a home directory with made-up year files in inkorg/, the same bytes each time");
    add_home_command(
        app, options, Command::run, "run",
        "Run one night: read what came, count, protect, publish, report. The last line is the morning line")
        ->add_flag("--only-prova", options.only_trials, "Write the receipts of prova/ and do nothing else");
    add_home_command(app, options, Command::watch, "watch",
                     "Run as a service: the nightly hour, files that wait in inkorg/, and prova/ at once");
    add_home_command(app, options, Command::status, "status",
                     "Tell what came, what is missing, how the last night went and when the next one is");
}

void add_file_commands(CLI::App& app, Options& options)
{
    auto* check = add_home_command(app, options, Command::check, "check",
                                   "Print the receipt of each file; nothing is kept or published");
    check->add_option("FILE", options.files, "Survey files")->required();
    check->add_flag("--json", options.json, "One JSON object a file, one a line");

    auto* cells = add_command(app, options, Command::cells, "cells",
                              "Print what is read in a file as CSV: sheet,row,column,type,value\n"
                              "(n number, s text, b 0/1, d ISO 8601, e error; rows and columns from 1)");
    add_file(cells, options, "FILE", "Any survey file");
    cells->add_flag("--count", options.count_only, "Decode every cell and print how many there are");
    cells->add_option("--sheet", options.sheet, "Only the sheet with this name");
}

void add_upkeep_commands(CLI::App& app, Options& options)
{
    auto* codebook = app.add_subcommand("codebook", "Check, export or draft a codebook");
    codebook->require_subcommand(1);
    add_home_command(*codebook, options, Command::codebook_check, "check",
                     "List every mistake in lup.toml, kodbok/ and plan/, by table, row and column");
    auto* exported =
        add_home_command(*codebook, options, Command::codebook_export, "export",
                         "Write the codebook as one Excel workbook, or as CSV files in a folder");
    add_file(exported, options, "FILE", "x.xlsx, or the name of a folder");
    add_command(
        *codebook, options, Command::codebook_draft, "draft",
        "Make the tables variables and codes of what a file of SPSS, Stata or SAS says of its columns")
        ->add_option("FILE", options.files, "The survey file, then x.xlsx or the name of a folder to write")
        ->required()
        ->expected(2);

    add_home_command(
        app, options, Command::audit, "audit",
        "Attack everything ever published and verify the stored proof; print what was tried and found");
    add_home_command(
        app, options, Command::breakdowns, "breakdowns",
        "Show what each declared breakdown of the protected surveys costs and which loses least.\n"
        "Confidential, for the unit that plans its tables; takes some minutes");

    auto* backup = add_home_command(
        app, options, Command::backup, "backup",
        "Write a copy of the whole home to one .tar.gz and read it back. It is confidential");
    add_file(backup, options, "FILE", "x.tar.gz, outside the home");
    add_home_command(app, options, Command::verify, "verify",
                     "Read back both databases, the chain of events, the archive and sealed files");
}

} // namespace

Options parse_options(int argc, const char* const* argv)
{
    Options options;
    CLI::App app(
        "Lup turns survey files on mental health into protected indicators: the plan database and one Excel "
        "summary for each verksamhet.",
        "lup");
    app.set_version_flag("--version", "lup " LUP_VERSION);
    app.require_subcommand(1);
    app.footer(exit_codes);
    add_night_commands(app, options);
    add_file_commands(app, options);
    add_upkeep_commands(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        constexpr int wrong_command_line = 2;
        options.command = Command::none;
        options.exit_code = app.exit(error, std::cout, std::cerr) == 0 ? 0 : wrong_command_line;
    }
    return options;
}

} // namespace lup
