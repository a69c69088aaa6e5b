-- pandoc, bare and resident: for each folder named on its input, `report.md` is parsed once and written
-- as DOCX, HTML and typst with pandoc's own templates, pictures within. The answer is a line a folder.
-- Of a folder behind a `?`, the words are parsed and nothing is written.

local function file(path, data)
  local handle = assert(io.open(path, data and 'wb' or 'rb'))
  if data then handle:write(data) end
  local found = not data and handle:read('a')
  handle:close()
  return found
end

local mimes = {svg = 'image/svg+xml', png = 'image/png', jpg = 'image/jpeg', jpeg = 'image/jpeg'}
local templates = {}
for _, name in ipairs({'html5', 'typst'}) do
  templates[name] = pandoc.template.compile(pandoc.template.default(name))
end

local function answer(asked)
  pandoc.mediabag.empty()
  local folder = asked:gsub('^%?', '')
  local doc = pandoc.read(file(folder .. '/report.md'), 'markdown')
  if folder ~= asked then return end
  doc.meta.title = 'x'
  local within = doc:walk({Image = function(image)
    local data = file(folder .. '/' .. image.src)
    local mime = mimes[image.src:match('%w+$')]
    pandoc.mediabag.insert(image.src, mime, data)
    image.src = pandoc.mediabag.make_data_uri(mime, data)
    return image
  end})
  local function made(tree, format, ending)
    local options = {template = templates[format], table_of_contents = true}
    file(folder .. '/report.' .. ending, pandoc.write(tree, format, options))
  end
  made(doc, 'docx', 'docx')
  made(within, 'html5', 'html')
  made(doc, 'typst', 'typ')
end

for folder in function() return io.read('l') end do
  local ok, problem = pcall(answer, folder)
  io.write(ok and 'ok' or tostring(problem):gsub('\n', ' '), '\n')
  io.flush()
end
