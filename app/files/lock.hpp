#pragma once

#include "app/files/home.hpp"

namespace lup {

/// The right to change a home: one holder at a time, given back by the kernel however the holder ends.
class HomeLock {
public:
    /// Throws ExportError if another run holds it.
    explicit HomeLock(const Home& home);
    ~HomeLock();
    HomeLock(const HomeLock&) = delete;
    HomeLock& operator=(const HomeLock&) = delete;

private:
    int descriptor_;
};

} // namespace lup
