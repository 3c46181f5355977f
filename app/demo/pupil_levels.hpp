#pragma once

#include "app/demo/demo_places.hpp"

#include <array>
#include <span>
#include <string_view>

namespace lup {

/// The answers of a question as the school nurse's system prints them, and how those who count towards the
/// indicator (`yes`) and the others answer.
struct PupilAnswers {
    std::array<std::string_view, 5> labels; ///< "" after the last
    std::array<double, 5> yes, no;          ///< weights
    int first_code;                         ///< where the file has codes: that of the first label
};

/// Invented levels of a question of Hälsosamtalet: the share that counts towards the indicator.
struct PupilQuestion {
    std::string_view heading;
    std::string_view later_heading; ///< from läsår 2022-2023; "" = unchanged
    const PupilAnswers* answers;
    std::array<double, demo_grades> girls, boys; ///< by grade
    double yearly;                               ///< factor a läsår
    std::size_t first_grade;                     ///< index of the youngest grade that is asked
};

/// Questions that stand under one merged heading.
struct PupilQuestionGroup {
    std::string_view title;
    std::span<const PupilQuestion> questions;
};

std::span<const PupilQuestionGroup> pupil_question_groups();

} // namespace lup
