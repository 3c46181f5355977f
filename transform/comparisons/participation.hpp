#pragma once

#include "transform/comparisons/shown_figures.hpp"
#include "transform/estimates/compare.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lup {

/// Which areas and schools took part in which waves of a survey of all: those with a row, shown or hidden, in
/// the release. Waves are compared over those that took part in all of them.
///
/// Everything here is a function of the printed rows and numbers of `figures`: give those that every reader
/// of the comparisons and texts may have, and a reader could do the same sums, so that neither tells more
/// than the reader's own tables do.
class Participation {
public:
    Participation(const ShownFigures& figures, const Codebook& codebook, const Survey& survey);

    /// A domain's share in each of some waves.
    struct Common {
        std::vector<CountedShare> shares; ///< one a wave
        std::string note; ///< Swedish: who is left out, and when they are missing; "" if all took part in all
    };

    /// The domain's shown shares, or, where not the same areas or schools within it took part in all waves,
    /// the sums over those that did. None if a figure that this needs is not shown.
    std::optional<Common> common(const std::string& indicator, const std::string& domain,
                                 const std::vector<const Wave*>& waves) const;

    /// "Åre saknas 2020–2021.": those that are in one of the waves and not in all; "" if none.
    std::string missing(const std::vector<const Wave*>& waves) const;

private:
    using Units = std::set<std::string>;
    struct Level {
        std::string name; ///< of the dimension, as tables are divided by it
        Role role = Role::none;
        std::map<std::string, Units> by_wave;
    };

    static bool is_told(const Level& level, const std::vector<const Wave*>& waves);
    Units relevant(const Level& level, const std::string& domain, const std::string& wave) const;
    std::string names(const Level& level, const std::vector<const Wave*>& waves,
                      const std::vector<Units>& present) const;
    std::optional<std::vector<CountedShare>> summed(const Level& level, const Units& units,
                                                    const std::string& indicator, const std::string& domain,
                                                    const std::vector<const Wave*>& waves) const;
    Role role_of(const std::string& name) const;

    const ShownFigures& figures_;
    const Codebook& codebook_;
    const Survey& survey_;
    std::vector<Level> levels_; ///< schools before areas
};

} // namespace lup
