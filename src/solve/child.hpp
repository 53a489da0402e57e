// Child: a piece of computing in a process of its own, so that it can be ended whatever it does.
//
// For libraries that hear no clock and no stop. The child is a copy of this process: it shows nothing, holds none of its files and sockets, leaves no
// image of its memory behind where it crashes, and ends with the thread that asked. Threads: any; the child has one.
#pragma once

#include <functional>
#include <string>

#include "solve/until.hpp"

namespace alongside::solve {

/// What `work` returns in the child; empty where it was ended, crashed, or no process could be made.
std::string said_by_child(const std::function<std::string()>& work, const Until& until);

}  // namespace alongside::solve
