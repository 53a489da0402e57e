// Files beside the record that are copies of what it says, readable before it is open: where they differ the record is right.
//
// Invariant: nothing that is found here keeps the record closed; what can be mended is written anew from it, and each fault is told.
#pragma once

#include "center/writer/read_record.hpp"

namespace alongside::center {

void hold_copies_against(RecordRead& out, const ReadWith& with);

}  // namespace alongside::center
