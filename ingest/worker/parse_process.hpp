#pragma once

#include "ingest/worker/parse_wire.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace lup {

/// One worker process and what it sends. It is ended with the object.
class ParseProcess {
public:
    /// Starts `program` on the file that `descriptor` has open. Throws InputError if it cannot be started.
    ParseProcess(const std::filesystem::path& program, int descriptor, std::string name);
    ParseProcess(const ParseProcess&) = delete;
    ParseProcess& operator=(const ParseProcess&) = delete;
    ~ParseProcess();

    void request(FrameKind what, std::uint32_t sheet);

    /// Waits for the next frame. Throws InputError if the worker refuses the file, dies, is silent for a
    /// minute or sends what is no frame.
    FrameKind receive();

    /// Of the frame just received; valid until the next.
    std::string_view payload() const { return payload_; }

private:
    void read_exactly(char* to, std::size_t size);
    [[noreturn]] void refuse_dead() const;

    std::string name_;
    pid_t process_ = -1;
    int requests_ = -1;
    int results_ = -1;
    std::string payload_;
};

} // namespace lup
