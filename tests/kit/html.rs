//! Just enough reading of our own HTML: its forms and what a person sees of it.

/// A form of a page, with the fields that a browser would send if nobody touched it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    /// What is sent untouched.
    fields: Vec<(String, String)>,
    /// Every name that can be filled in, also those of boxes that are not ticked.
    names: Vec<String>,
    /// Where some of its buttons send it instead.
    pub ways: Vec<String>,
}

impl Form {
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The fields with some of them filled in; a name that comes several times takes all its values from the caller.
    /// A name with the value `-` is left out: a box that is not ticked.
    #[track_caller]
    pub fn filled(&self, wanted: &[(&str, &str)]) -> Vec<(String, String)> {
        for (name, _) in wanted {
            assert!(
                self.names.iter().any(|known| known == name),
                "{} has no field {name}: {:?}",
                self.action,
                self.names
            );
        }
        let untouched = self.fields.iter().filter(|(name, _)| !wanted.iter().any(|(other, _)| other == name)).cloned();
        let typed = wanted.iter().filter(|(_, value)| *value != "-");
        untouched.chain(typed.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
    }
}

struct Tag<'h> {
    name: &'h str,
    attributes: &'h str,
    /// What stands between this tag and the next.
    after: &'h str,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<String> {
        let begin = format!(" {name}=\"");
        let at = self.attributes.find(&begin)? + begin.len();
        let rest = &self.attributes[at..];
        Some(unescaped(&rest[..rest.find('"')?]))
    }

    fn has(&self, name: &str) -> bool {
        self.attributes.split('"').step_by(2).any(|words| words.split([' ', '=', '/']).any(|word| word == name))
    }
}

/// Every form of a page that posts; also fields elsewhere that name their form by its id.
pub fn forms(html: &str) -> Vec<Form> {
    let tags = tags(html);
    let posts = |tag: &Tag| tag.name == "form" && tag.attribute("method").as_deref() == Some("post");
    // A field may name a form that stands further down.
    let form = |tag: &Tag| Form { action: tag.attribute("action").unwrap_or_default(), ..Form::default() };
    let of = |tag: &Tag| (tag.attribute("id").unwrap_or_default(), form(tag));
    let mut forms: Vec<(String, Form)> = tags.iter().filter(|tag| posts(tag)).map(of).collect();
    let mut begun = 0;
    let mut inside = None;
    let mut select: Option<(String, Option<String>, Option<String>)> = None;
    for tag in &tags {
        match tag.name {
            "form" if posts(tag) => {
                inside = Some(begun);
                begun += 1;
            }
            "form" | "/form" => inside = None,
            "input" | "textarea" | "button" => {
                let (Some(name), Some(form)) = (tag.attribute("name"), owner(tag, &forms, inside)) else { continue };
                let form = &mut forms[form].1;
                form.names.push(name.clone());
                form.ways.extend(tag.attribute("formaction"));
                let kind = tag.attribute("type").unwrap_or_default();
                let chooses = kind == "checkbox" || kind == "radio";
                if tag.name == "textarea" {
                    form.fields.push((name, unescaped(tag.after.strip_prefix('\n').unwrap_or(tag.after))));
                } else if tag.name == "input" && kind != "file" && (!chooses || tag.has("checked")) {
                    form.fields.push((name, tag.attribute("value").unwrap_or_default()));
                }
            }
            "select" => select = tag.attribute("name").map(|name| (name, None, None)),
            "option" => {
                if let Some((_, first, chosen)) = &mut select {
                    let value = tag.attribute("value");
                    if tag.has("selected") {
                        *chosen = value.clone();
                    }
                    first.get_or_insert(value.unwrap_or_default());
                }
            }
            "/select" => {
                let (Some((name, first, chosen)), Some(form)) = (select.take(), inside) else { continue };
                let form = &mut forms[form].1;
                form.names.push(name.clone());
                form.fields.push((name, chosen.or(first).unwrap_or_default()));
            }
            _ => {}
        }
    }
    forms.into_iter().map(|(_, form)| form).collect()
}

fn owner(tag: &Tag, forms: &[(String, Form)], inside: Option<usize>) -> Option<usize> {
    match tag.attribute("form") {
        Some(id) => forms.iter().position(|(known, _)| *known == id),
        None => inside,
    }
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    html.split('<')
        .skip(1)
        .filter_map(|piece| {
            let end = end_of_tag(piece)?;
            let (inside, after) = (&piece[..end], &piece[end + 1..]);
            let name = &inside[..inside.find([' ', '\n']).unwrap_or(inside.len())];
            Some(Tag { name, attributes: &inside[name.len()..], after })
        })
        .collect()
}

/// A `>` inside a quoted value does not end its tag.
fn end_of_tag(piece: &str) -> Option<usize> {
    let mut quoted = false;
    piece.char_indices().find_map(|(at, sign)| {
        quoted ^= sign == '"';
        (sign == '>' && !quoted).then_some(at)
    })
}

pub fn visible_text(html: &str) -> String {
    let html = without_joints(html);
    let words: Vec<String> = tags(&html)
        .iter()
        .filter(|tag| !matches!(tag.name, "script" | "style" | "title"))
        .map(|tag| unescaped(tag.after))
        .collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The span that keeps a number on one line stands inside of words: it parts nothing.
fn without_joints(html: &str) -> String {
    let mut pieces = html.split("<span class=\"unbroken\">");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(&piece.replacen("</span>", "", 1));
    }
    kept
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
