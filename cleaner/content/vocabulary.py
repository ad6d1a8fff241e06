"""Words of class names and ids, by what they tell of the text inside; no site's own names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind

#: Group -> words. A word of up to `WHOLE_CHARS` letters counts only where no letter adjoins it
#: ("ad" is not in "header"), a longer one anywhere ("articlebody" has "article").
TOKENS: dict[str, str] = {
    "article": "article articlebody story newsarticle",
    "content": "content",
    "entry": "entry post posts hentry blog",
    "body": "body text txt copy prose richtext rich-text wysiwyg markdown typography paragraph",
    "main": "main primary center",
    "summary": "summary excerpt teaser lead lede standfirst dek deck intro subtitle subhead kicker"
    " abstract tldr key-points highlights",
    "title": "title headline heading",
    "comment": "comment disqus reply replies respond discussion",
    "related": "related recirc recommend similar also readmore read-more read-next readnext"
    " further more-from morefrom you-may upnext up-next next-article see-also",
    "popular": "popular trending latest most-read mostread most recent hot top-stories",
    "share": "share sharing social sns addthis sharedaddy facebook twitter whatsapp follow",
    "side": "sidebar side rail aside complementary secondary right left col-right",
    "promo": "promo promotion banner sponsor advert advertisement ad ads adv adsense dfp gpt"
    " outbrain taboola partner affiliate marketing cta callout",
    "newsletter": "newsletter subscribe subscription signup sign-up mailing mailchimp email optin",
    "footer": "footer foot bottom contentinfo colophon",
    "header": "header head masthead top topbar toolbar",
    "nav": "nav navigation menu navbar submenu megamenu sitemap skip dropdown",
    "crumb": "breadcrumb crumb crumbs",
    "consent": "cookie consent gdpr privacy cmp onetrust",
    "overlay": "modal popup overlay lightbox dialog drawer offcanvas flyout tooltip toast",
    "widget": "widget module plugin sidebar-widget embed iframe",
    "caption": "caption figcaption credit legend attribution",
    "image": "image img photo picture figure media thumb thumbnail icon",
    "gallery": "gallery slide slider carousel slideshow swiper",
    "author": "author byline writer bio profile avatar contributor vcard creator",
    "date": "date time timestamp published datetime updated",
    "meta": "meta info details metadata statistics counter count",
    "tags": "tag tags taglist category categories cat topic topics keyword keywords label taxonomy",
    "account": "login signin account register paywall premium regwall password",
    "search": "search filter sort facet",
    "form": "form input field checkbox select contact",
    "pager": "pagination pager paging prev next previous pagenav page-numbers",
    "rating": "rating ratings review reviews star stars testimonial feedback",
    "price": "price cart buy shop product sku checkout wishlist basket stock shipping woocommerce",
    "card": "card tile grid item items listing list row list-item",
    "toc": "toc table-of-contents contents tableofcontents",
    "video": "video player audio podcast playlist",
    "unseen": "hidden sr-only screen-reader visually-hidden visuallyhidden hide d-none invisible"
    " noprint no-print print-only aria-hidden:true",
    "legal": "copyright legal disclaimer terms license imprint impressum",
    "quote": "quote blockquote pullquote pull-quote",
    "fold": "faq accordion tab tabs collapse expand toggle",
    "thread": "thread message messages forum topic-post postbody post-content bbcode cooked",
    "member": "user username member signature postprofile poster rank",
    "vote": "vote votes score upvote like likes points",
    "code": "code highlight syntax codehilite snippet",
    "docs": "doc docs documentation api reference section document docstring sphinx",
    "notice": "alert notice warning note infobox disclaimer admonition notification",
    "place": "address phone map location hours directions",
    "logo": "logo brand branding site-title slogan tagline",
    "button": "btn button link",
    "hero": "hero jumbotron cover splash",
    "feature": "feature features service services benefit benefits team stats pricing plan",
    "language": "language lang translate locale i18n",
    "transcript": "transcript lyrics recipe ingredient ingredients instructions",
    "articlebody": "itemprop:articlebody",
    "microdata": "itemprop:description itemprop:text itemprop:reviewbody",
}
GROUPS = tuple(TOKENS)
WHOLE_CHARS = 6


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[int], list[bool]]:
    words: dict[str, int] = {}
    for group, listed in enumerate(TOKENS.values()):
        for word in listed.split():
            words[word] = words.get(word, 0) | 1 << group
    whole = [len(word) <= WHOLE_CHARS for word in words]
    automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard)
    return automaton, list(words.values()), whole


def read_tokens(texts: Sequence[str]) -> list[int]:
    """Give each `Element.tokens` the groups that its class names, id and role say, as bits."""
    automaton, bits, whole = _automaton()
    text = "\n".join(["", *texts, ""])
    ends = list(accumulate([len(tokens) + 1 for tokens in texts]))  # of the texts, within `text`
    found = [0] * len(texts)
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if not whole[pattern] or not (text[start - 1].isalpha() or text[end].isalpha()):
            found[bisect_left(ends, start)] |= bits[pattern]
    return found
