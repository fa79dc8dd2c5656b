//! The address a site is published at: one check for `site.yaml` and for what is typed.

/// What to do where an address cannot be used.
pub const HELP: &str =
    "write the whole address, such as `https://clinic.example`, without blanks, `?`, `#`, `@` or `..`";

/// The address without its last `/`, to which the addresses of pages are joined.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_end_matches('/')
}

/// The folder of its host that a site lies in, such as `/clinic`; empty where it has the host to itself.
#[must_use]
pub fn folder(base: &str) -> &str {
    let path = base.split_once("://").map_or("", |(_, rest)| rest);
    path.find('/').and_then(|at| path.get(at..)).unwrap_or_default().trim_end_matches('/')
}

/// Whether the addresses of pages can be joined to `text`: a scheme, a host without a user's name, and folders. A query
/// or fragment would swallow what is joined, and `..` would leave the folder.
#[must_use]
pub fn is_sound(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_number = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_clean =
        |letter: char| !letter.is_whitespace() && !letter.is_control() && !"?#@\"'<>\\`{}|^".contains(letter);
    let leaves = |part: &str| matches!(part.to_lowercase().replace("%2e", ".").as_str(), "." | "..");
    let has_gap = !path.is_empty() && path.trim_end_matches('/').split('/').any(str::is_empty);
    !name.is_empty()
        && port.is_none_or(is_number)
        && text.chars().all(is_clean)
        && !has_gap
        && !path.split('/').any(leaves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_site_is_what_follows_its_host() {
        assert_eq!(folder("https://a.example/x/y/"), "/x/y");
        assert_eq!((folder("https://a.example"), folder("https://a.example:80/"), folder("")), ("", "", ""));
    }

    #[test]
    fn an_address_is_a_scheme_a_host_and_folders() {
        for sound in ["https://a.example", "http://a.example:8080/x/y", "https://[::1]:80", "https://ärzte.example/~a"]
        {
            assert!(is_sound(sound), "{sound}");
        }
        for wrong in [
            "a.example",
            "ftp://a.example",
            "https://",
            "https:///x",
            "https://:80",
            "https://a.example:",
            "https://a.example:99999",
            "https://a.example/#f",
            "https://a.example/?q=1",
            "https://a.example/a b",
            "https://a.example/\"x",
            "https://name:word@a.example",
            "https://a.example/x/../y",
            "https://a.example/%2E%2e",
            "https://a.example//x",
        ] {
            assert!(!is_sound(wrong), "{wrong}");
        }
    }
}
