#include "config/plan.hpp"

namespace lup {

std::string_view verdict_word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::reached:
        return "uppnått";
    case Verdict::not_reached:
        return "inte uppnått";
    case Verdict::on_track:
        return "på väg";
    case Verdict::off_track:
        return "inte på väg";
    case Verdict::undecidable:
        return "kan inte avgöras";
    case Verdict::not_measurable:
        return "inte mätbart";
    case Verdict::done:
        return "genomförd";
    case Verdict::ongoing:
        return "pågående";
    case Verdict::not_started:
        return "inte påbörjad";
    }
    return "kan inte avgöras";
}

} // namespace lup
