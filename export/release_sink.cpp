#include "export/release_sink.hpp"
