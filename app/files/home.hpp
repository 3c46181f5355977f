#pragma once

#include <filesystem>
#include <string>

namespace lup {

/// A home directory: every path below it is made here and nowhere else.
class Home {
public:
    explicit Home(std::filesystem::path root) : root_(std::move(root)) {}

    const std::filesystem::path& root() const { return root_; }

    std::filesystem::path settings() const { return root_ / "lup.toml"; }
    std::filesystem::path codebook() const { return root_ / "kodbok"; }
    std::filesystem::path plan() const { return root_ / "plan"; }
    std::filesystem::path inbox() const { return root_ / "inkorg"; }
    std::filesystem::path trial() const { return root_ / "prova"; }
    std::filesystem::path receipts() const { return root_ / "kvitton"; }
    std::filesystem::path rejected() const { return root_ / "avvisat"; }
    std::filesystem::path excel() const { return root_ / "excel"; }
    std::filesystem::path published() const { return root_ / "publicerat"; }
    std::filesystem::path reports() const { return root_ / "rapporter"; }
    std::filesystem::path plan_database() const { return root_ / "plan.db"; }

    std::filesystem::path archive() const { return root_ / "arkiv"; }
    std::filesystem::path incoming() const { return archive() / ".ny"; }
    std::filesystem::path originals() const { return archive() / "original"; }
    std::filesystem::path quarantine() const { return archive() / "karantan"; }
    std::filesystem::path journal() const { return root_ / "journal.db"; }
    std::filesystem::path evidence() const { return root_ / "bevis"; }
    std::filesystem::path key() const { return root_ / ".lup.key"; }
    std::filesystem::path lock_file() const { return root_ / ".lup.lock"; }

    /// Where a release is written before it is switched in, and where the one before it waits to be removed.
    std::filesystem::path staging() const { return root_ / ".utgivning" / "ny"; }

    /// Throws ConfigurationError if there is no lup.toml or kodbok/ here.
    void require_configuration() const;

    /// Makes the folders that are missing, none of them open to all: arkiv/ and bevis/ for this user alone
    /// (0700), inkorg/, prova/, kvitton/ and avvisat/ for the group of those who drop files (0770), and
    /// excel/, publicerat/ and rapporter/ to be read by a group (0750), which IT can make another one:
    /// receipts and rejected files are not for those who only read what is published. Throws ExportError
    /// naming the folder.
    void create_folders() const;

private:
    std::filesystem::path root_;
};

} // namespace lup
