#pragma once

#include <stdexcept>

namespace lup {

/// The four ways in which a run cannot go on. Each is caught in one place (app/failure.cpp) and has an exit
/// code of its own. The message names file, then place, then rule, then what to do; never a survey value.
class Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// lup.toml, kodbok/ or plan/ cannot be used. Exit code 2.
class ConfigurationError : public Error {
    using Error::Error;
};

/// A survey file cannot be read: damaged, encrypted, hostile or of an unknown kind. Exit code 3.
class InputError : public Error {
    using Error::Error;
};

/// The gate refuses: what was to be published would give a small count away. Exit code 4.
class DisclosureError : public Error {
    using Error::Error;
};

/// The gate found no proof, nor what would leak: a correction is held then, with other words.
class ProofNotFound : public DisclosureError {
    using DisclosureError::DisclosureError;
};

/// The gate's own proof does not hold: a fault in the program, never a reason to hold a correction.
class ProofFault : public DisclosureError {
    using DisclosureError::DisclosureError;
};

/// A database, workbook or folder cannot be written, read back or switched in. Exit code 5.
class ExportError : public Error {
    using Error::Error;
};

} // namespace lup
