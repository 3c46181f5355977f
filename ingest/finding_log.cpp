#include "ingest/finding_log.hpp"

#include <algorithm>
#include <utility>

namespace lup {
namespace {

std::string_view sheet_of(std::string_view place)
{
    return place.substr(0, place.rfind('!') + 1);
}

} // namespace

void FindingLog::add(Severity severity, std::string_view place, std::string_view rule,
                     std::string_view advice)
{
    add(Finding{severity, file_, std::string(place), std::string(rule), std::string(advice), 1});
}

void FindingLog::add(Finding finding)
{
    const std::lock_guard lock(mutex_);
    const auto same = std::find_if(findings_.begin(), findings_.end(), [&](const auto& other) {
        return other.rule == finding.rule && sheet_of(other.place) == sheet_of(finding.place);
    });
    if (same != findings_.end()) {
        same->count += finding.count;
    } else {
        findings_.push_back(std::move(finding));
    }
}

Findings FindingLog::all() const
{
    const std::lock_guard lock(mutex_);
    return findings_;
}

} // namespace lup
