// The subjects of a center: the list, and nothing about any of them. A new subject is a folder and a line here.
#pragma once

#include "domain/emergency/subject.hpp"
#include "domain/history/subject.hpp"
#include "domain/seat/subject.hpp"
#include "domain/shift/subject.hpp"
#include "domain/site/subject.hpp"
#include "domain/subject.hpp"
#include "domain/visit/subject.hpp"
#include "domain/watch/subject.hpp"

namespace alongside::domain {

using Subjects = List<site::Subject, shift::Subject, visit::Subject, seat::Subject, watch::Subject, emergency::Subject,
                      history::Subject>;

}  // namespace alongside::domain
