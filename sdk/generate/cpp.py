"""C++: the methods of Gate and Sale."""
import textwrap


def parameters(call):
    parts, passed = [], []
    for a in call.arguments:
        kinds = {
            "text": ([f"const std::string& {a.name}"], [f"{a.name}.c_str()"]),
            "document": ([f"const std::string& {a.name}"], [f"{a.name}.c_str()"]),
            "bytes": ([f"const std::string& {a.name}"], [f"{a.name}.data()", f"static_cast<std::int32_t>({a.name}.size())"]),
            "pixels": ([f"const Pixels& {a.name}"], [f"{a.name}.first", f"{a.name}.width", f"{a.name}.height", f"{a.name}.row_bytes"]),
            "int": ([f"std::int32_t {a.name}"], [a.name]),
            "deadline": ([f"std::int32_t {a.name} = {a.usual}"], [a.name]),
            "gate": ([], ["handle_"]), "sale": ([], ["handle_"]), "answer": ([], ["answer", "size"]),
        }[a.kind]
        parts += kinds[0]
        passed += kinds[1]
    optional = next((a for a in call.arguments if a.optional), None)
    if optional:  # std::string cannot be NULL: an empty one is none
        passed = [f"{p[:-8]}.empty() ? nullptr : {p}" if p == f"{optional.name}.c_str()" else p for p in passed]
        parts = [f'{p} = {{}}' if p.endswith(f"& {optional.name}") else p for p in parts]
        if call.first("deadline") is None:
            raise ValueError(call.name)
    return ", ".join(parts), ", ".join(passed)


def methods(description, kind):
    lines = []
    for call in description.methods(kind):
        parts, passed = parameters(call)
        lines += textwrap.wrap(call.brief, 92, initial_indent="  // ", subsequent_indent="  // ")
        lines += [f"  std::string {'_'.join(call.words)}({parts}) const {{",
                  "    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {",
                  f"      return {call.c_name}({passed});", "    });", "  }"]
    return "\n".join(lines)


def files(description):
    text = f"""// Made from sdk/calls.json by ./dev calls; included by tillgate.hpp.
// clang-format off
#ifndef TILLGATE_CALLS_HPP
#define TILLGATE_CALLS_HPP

namespace tillgate {{

class GateCalls {{
 public:
{methods(description, "gate")}

 protected:
  explicit GateCalls(std::int32_t handle) : handle_(handle) {{}}
  std::int32_t handle_;
}};

class SaleCalls {{
 public:
{methods(description, "sale")}

 protected:
  explicit SaleCalls(std::int32_t handle) : handle_(handle) {{}}
  std::int32_t handle_;
}};

}}  // namespace tillgate

#endif
"""
    return {"sdk/cpp/tillgate/calls.hpp": text}
