-- The resident half of pandoc.py: answers length-prefixed requests until its input ends.
--   read LENGTH\n<JSON: [[reader, text], …]>       -> <JSON tree: a Div for each text, in order>
--   write LENGTH TREE MEDIA…\n<JSON request><JSON tree><media bytes…>  -> <the document's bytes>
-- An answer is `ok LENGTH\n<bytes>` or `error LENGTH\n<words>`.

-- First of all it says its version.
io.write(tostring(PANDOC_VERSION), '\n')
io.flush()

-- What `commonmark_x` does beyond what an author asked for, with the characters that wake it up.
-- Turning an extension off costs pandoc 0.1 ms a text, so only those in reach are turned off.
local unwanted = {
  {'emoji', ':'}, {'fancy_lists', '[.)]'}, {'gfm_auto_identifiers', '[#=-]'}, {'raw_attribute', '{='},
  {'raw_html', '<'}, {'smart', '[\'".-]'}, {'tex_math_dollars', '%$'}, {'yaml_metadata_block', '%-%-%-'},
}

local function markdown(text)
  local off = {}
  for _, row in ipairs(unwanted) do
    if text:find(row[2]) then
      off[row[1]] = false
    end
  end
  return {format = 'commonmark_x', extensions = off}
end

local readers = {
  markdown = markdown,
  html = function() return 'html+native_divs+native_spans' end,
}

local function read_one(item)
  local text = item[2]
  local ok, doc = pcall(pandoc.read, text, readers[item[1]](text), nil, {})
  if ok then
    return pandoc.Div(doc.blocks)
  end
  return pandoc.Div({}, pandoc.Attr('', {'unreadable'}, {{'problem', tostring(doc)}}))
end

local function read_texts(payload)
  local divs = pandoc.List(pandoc.json.decode(payload, false)):map(read_one)
  return pandoc.write(pandoc.Pandoc(divs), 'json')
end

local function write_tree(request, tree, media)
  pandoc.mediabag.empty()
  for index, item in ipairs(request.media) do
    pandoc.mediabag.insert(item[1], item[2], media[index])
  end
  local doc = pandoc.read(tree, 'json')
  return pandoc.write(doc, request.to, request.options)
end

local function exact(length)
  return length == 0 and '' or io.read(length)
end

local function answer(verb, lengths)
  if verb == 'read' then
    return pcall(read_texts, exact(lengths[1]))
  end
  local request = pandoc.json.decode(exact(lengths[1]), false)
  local tree, media = exact(lengths[2]), {}
  for index = 3, #lengths do
    media[index - 2] = exact(lengths[index])
  end
  return pcall(write_tree, request, tree, media)
end

-- The first texts cost pandoc 60 ms more than later ones: what it has never done yet, and its first
-- collections of garbage. It has that time while Python imports.
local page = [[<div class="frame"><section id="a" class="b" data-x="é"><h1 id="t">a</h1>
<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>b</li></ol><dl><dt>a</dt><dd>b</dd></dl>
<figure id="f"><img src="a" alt="é"><figcaption><p>a</p></figcaption></figure>
<table><caption>c</caption><colgroup><col style="width:25%"></colgroup>
<thead><tr><th scope="col" colspan="2">a</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">a&amp;</th><td><div data-slot="1"></div></td></tr>
<tr><td><span class="x" data-slot="2"></span><strong>a</strong></td></tr></tbody></table>
<p>é <em>a</em> <a href="#b">a</a></p></section></div>]]
local prose = [[
# A {#b}

É *a* (b: c) **d** [a](#b) ![a](b.png){width=50%} `c`

- a
  - b

    c

1. a

> q « é »

::: x
a
:::
]]
for _ = 1, 16 do
  read_texts(pandoc.json.encode({{'html', page}, {'markdown', prose}}))
end

for line in function() return io.read('l') end do
  local verb, lengths = line:match('^%a+'), {}
  for number in line:gmatch('%d+') do
    lengths[#lengths + 1] = tonumber(number)
  end
  local ok, result = answer(verb, lengths)
  result = ok and result or tostring(result)
  io.write(ok and 'ok ' or 'error ', #result, '\n', result)
  io.flush()
end
