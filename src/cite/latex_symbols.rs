//! The LaTeX commands that bibliographies use, each with what it stands for in plain text.
//!
//! Only tables and their look-up; `latex` reads the text.

/// What a command without an argument, or in front of one, does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Stands for these characters.
    Text(&'static str),
    /// Puts this combining mark on the letter that follows.
    Accent(char),
    /// Sets its argument in some way; the argument stays.
    Wrap,
    /// Puts its argument between quotation marks.
    Quote,
    /// Sets its argument small and high (`^`) or low (`_`).
    Raise(char),
    /// Its first argument is dropped, what follows stays: `\href{address}{text}`.
    DropFirst,
}

/// The command with this name, without its backslash.
#[must_use]
pub fn command(name: &str) -> Option<Command> {
    if let Some((_, mark)) = ACCENTS.iter().find(|(accent, _)| *accent == name) {
        return Some(Command::Accent(*mark));
    }
    if let Some((_, text)) = TEXTS.iter().find(|(command, _)| *command == name) {
        return Some(Command::Text(text));
    }
    match name {
        "enquote" | "mkbibquote" | "textquote" => Some(Command::Quote),
        "textsuperscript" => Some(Command::Raise('^')),
        "textsubscript" => Some(Command::Raise('_')),
        "href" | "noopsort" | "SortNoop" | "textcolor" | "color" | "foreignlanguage" => Some(Command::DropFirst),
        name if WRAPS.contains(&name) => Some(Command::Wrap),
        _ => None,
    }
}

/// The superscript or subscript form of a character, where Unicode has one.
#[must_use]
pub fn raised(character: char, mark: char) -> Option<char> {
    let table = if mark == '^' { "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ" } else { "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ" };
    let place = "0123456789+-=()n".chars().position(|plain| plain == character)?;
    table.chars().nth(place)
}

const ACCENTS: [(&str, char); 14] = [
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("\"", '\u{308}'),
    ("=", '\u{304}'),
    (".", '\u{307}'),
    ("u", '\u{306}'),
    ("v", '\u{30c}'),
    ("H", '\u{30b}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("r", '\u{30a}'),
    ("d", '\u{323}'),
];

/// Commands that change how their argument looks, and switches that stand before it.
const WRAPS: [&str; 47] = [
    "bf", "bfseries", "bibinfo", "boldsymbol", "bm", "em", "emph", "ensuremath", "footnotesize", "it", "itshape", "left",
    "mathbf", "mathit", "mathrm", "mathsf", "mathtt", "mbox", "mkbibbold", "mkbibemph", "mkbibitalic", "nocase",
    "normalfont", "path", "protect", "relax", "right", "rm", "rmfamily", "sc", "scshape", "sf", "sffamily", "sl", "small",
    "text", "textbf", "textit", "textmd", "textnormal", "textrm", "textsc", "textsf", "textsl", "texttt", "textup", "url",
];

const TEXTS: &[(&str, &str)] = &[
    ("&", "&"),
    ("%", "%"),
    ("$", "$"),
    ("#", "#"),
    ("_", "_"),
    ("{", "{"),
    ("}", "}"),
    (" ", " "),
    (",", " "),
    (";", " "),
    (":", " "),
    ("\\", " "),
    ("!", ""),
    ("/", ""),
    ("-", ""),
    ("@", ""),
    ("(", ""),
    (")", ""),
    ("[", ""),
    ("]", ""),
    ("ss", "ß"),
    ("SS", "ẞ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("dh", "ð"),
    ("DH", "Ð"),
    ("dj", "đ"),
    ("DJ", "Đ"),
    ("th", "þ"),
    ("TH", "Þ"),
    ("ng", "ŋ"),
    ("NG", "Ŋ"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textquotedbl", "\""),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("lq", "‘"),
    ("rq", "’"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("glqq", "„"),
    ("grqq", "“"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("textexclamdown", "¡"),
    ("textquestiondown", "¿"),
    ("textellipsis", "…"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("copyright", "©"),
    ("textcopyright", "©"),
    ("textdegree", "°"),
    ("degree", "°"),
    ("textmu", "µ"),
    ("textmicro", "µ"),
    ("texttimes", "×"),
    ("times", "×"),
    ("textpm", "±"),
    ("pm", "±"),
    ("cdot", "·"),
    ("textperiodcentered", "·"),
    ("textbullet", "•"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textasciigrave", "`"),
    ("textbackslash", "\\"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("lt", "<"),
    ("gt", ">"),
    ("textbar", "|"),
    ("textunderscore", "_"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textdollar", "$"),
    ("textpercent", "%"),
    ("slash", "/"),
    ("S", "§"),
    ("P", "¶"),
    ("dag", "†"),
    ("pounds", "£"),
    ("textsterling", "£"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("textyen", "¥"),
    ("textonehalf", "½"),
    ("textonequarter", "¼"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("leftarrow", "←"),
    ("circ", "°"),
    ("infty", "∞"),
    ("prime", "′"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("bibstring", ""),
    ("xspace", ""),
    ("newblock", ""),
];
