"""Well-known series whose titles do not tell: a pattern each, matched against a plain lower-case title."""

from __future__ import annotations

import re

_SERIES = {
    "james bond": r"(dr\. no|from russia with love|goldfinger|thunderball|you only live twice|moonraker"
    r"|octopussy|on her majestys secret service|diamonds are forever|for your eyes only"
    r"|(the )?man with the golden gun"
    r"|(the )?spy who loved me|(a )?view to a kill|(the )?living daylights|licence to kill|goldeneye|skyfall"
    r"|tomorrow never dies|(the )?world is not enough|die another day|casino royale|quantum of solace|spectre"
    r"|no time to die|never say never again)$",
    "batman": r"(.*\bbatman\b.*|(the )?dark knight\b.*)$",
    "star wars": r"(.*\bstar wars\b.*|(the )?empire strikes back)",
    "indiana jones": r"(raiders of the lost ark|indiana jones .*)",
    "fast and furious": r"((the )?fast and (the )?furious\b|(2 fast 2 furious|fast five|furious 7|fast x)$)",
    "terminator": r"(the )?terminator\b",
    "jurassic": r"(jurassic (park|world)\b|(the )?lost world: jurassic park)",
    "die hard": r".*\bdie hard\b",
    "rambo": r"(first blood|rambo\b)",
    "bourne": r"(the )?bourne \w+$|jason bourne$",
    "dirty harry": r"(dirty harry|magnum force|(the )?enforcer|sudden impact|(the )?dead pool)$",
    "hannibal lecter": r"((the )?silence of the lambs|hannibal( rising)?|red dragon|manhunter)$",
    "pink panther": r".*\bpink panther\b|a shot in the dark$",
    "alien": r"(alien(s|3|: (resurrection|covenant))?|alien 3|prometheus|avp: alien.*|aliens vs\..*)$",
    "x-men": r"(x-men\b|x2: x-men|(the )?wolverine$|logan$|deadpool)",
    "avengers": r"(marvels the avengers|(the )?avengers(: .*)?)$",
    "dollars": r"((a )?fistful of dollars|for a few dollars more|(the )?good, the bad and the ugly)$",
    "before": r"before (sunrise|sunset|midnight)$",
    "planet of the apes": r".*\bplanet of the apes\b",
    "living dead": r"(night|dawn|day|land|diary|survival|return) of the (living )?dead\b",
    "three colors": r"three colou?rs: ",
    "meet the parents": r"meet the (parents|fockers)|little fockers",
    "ocean's": r"oceans (8|eight|eleven|twelve|thirteen)$",
    "hobbit": r"(the )?hobbit: ",
    "despicable me": r"(despicable me\b|minions$)",
    "riddick": r"(pitch black|(the )?chronicles of riddick|riddick)\b",
    "unbreakable": r"(unbreakable|split|glass)$",
    "conjuring": r"((the )?conjuring\b|annabelle\b)",
    "twilight": r"(the )?twilight( saga\b|$)",
    "rocky": r"(rocky( balboa| i+v?| v)?|creed( i+)?)$",
    "jack ryan": r"((the )?hunt for red october|patriot games|clear and present danger"
    r"|(the )?sum of all fears)$",
    "evil dead": r"((the )?evil dead\b|army of darkness)",
    "mad max": r"(mad max\b|(the )?road warrior)",
    "naked gun": r"((the )?naked gun\b)",
    "toy story": r"toy story\b",
    "shrek": r"(shrek\b|puss in boots)",
    "millennium": r"(the )?girl (with the dragon tattoo|who played with fire|who kicked the hornets nest)$",
    "ice age": r"ice age\b",
    "monsters inc": r"monsters(, inc\.| university)$",
    "nemo": r"finding (nemo|dory)$",
    "hellboy": r"hellboy\b",
    "scream": r"scream( \d)?$",
    "wallace and gromit": r".*\bwallace and gromit\b",
    "thin man": r".*\bthin man$",
    "vacation": r"national lampoons .*vacation$",
    "muppets": r".*\bmuppets?\b",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _SERIES.items()}


def series_of(title: str) -> str | None:
    """Return the series a plain lower-case title belongs to, None when it is none of these."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.match(title)), None)
