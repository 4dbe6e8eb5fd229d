// What a process gives up before it looks at something that may take it over.
// Part of the one seam to the operating system; posix/ holds its implementation.
#pragma once

namespace tillgate::os {

// From now on, for good, this process computes, allocates, reads the clock, and reads and writes
// the streams it has; every other call of the system is refused with "not permitted": no file and
// no socket is opened, no process started or looked into, no memory made executable. False where
// the system cannot do that; nothing has changed then. Call it while the process has one thread.
bool confine_to_open_streams();

}  // namespace tillgate::os
