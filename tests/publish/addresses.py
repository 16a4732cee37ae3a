"""Addresses, as they are sent, and how they are answered: by the server, by nginx and by Apache."""

# No address of ours is written so.
ODD_ADDRESSES = (
    *("/%00", "/bomca/%00", "/dumps/%00", "/bomca/actor/osce%00.ttl", "/static/%00", "/%0a", "/bomca%0d%0aX:y", "/%7f"),
    *("/%", "/%zz", "/bomca/%4", "/%u0041", "//", "//bomca/actor/osce", "/bomca//actor/osce", "/dumps//graph.nt"),
    *("/..", "/../x", "/bomca/../ns", "/./ns", "/bomca/actor/.", "/%2e%2e/ns", "/dumps/%2E./SHA256SUMS"),
    *("/bomca/.%2e/", "/bomca%2factor%2Fosce", "/dumps/..%2f.htaccess", "/dumps/..%2F.git/config"),
    *("/dumps/..%2fSHA256SUMS", "/bomca%5cactor", "/..%5c..%5cx", "/dumps/..\\SHA256SUMS"),
    *("/releases/..%2fgone.txt", "/package/%2e%2e/gone.txt"),
)
