# cmake -DFOLDER=... -DOUTPUT=... -P embed.cmake
# Writes a C++ file that carries every file below FOLDER, so that `lup init` needs nothing but the program.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
set(bytes "")
set(rows "")
set(number 0)
foreach(file ${files})
  file(READ ${FOLDER}/${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  file(SIZE ${FOLDER}/${file} size)
  string(APPEND bytes "constexpr unsigned char file_${number}[] = {${hex}0};\n")
  string(APPEND rows "    ShippedFile{\"${file}\", {reinterpret_cast<const char*>(file_${number}), ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"app/shipped.hpp\"\n\n#include <array>\n\nnamespace lup {\n\nnamespace {\n\n${bytes}\n\
} // namespace\n\nstd::span<const ShippedFile> shipped_files()\n{\n    static const std::array<ShippedFile, ${number}> files{\n\
${rows}    };\n    return files;\n}\n\n} // namespace lup\n")
