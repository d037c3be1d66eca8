"""Everyday names of time zones: abbreviations, countries, and cities that IANA names otherwise.

An abbreviation that several zones share means the one with most people who write it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_ALIASES: Mapping[str, str] = {
    "Asia/Tokyo": "jst osaka kyoto nagoya sapporo fukuoka yokohama kobe sendai hiroshima naha"
    " 日本 日本時間 日本標準時 東京 大阪 京都 名古屋 札幌 福岡 横浜 神戸 仙台 広島 那覇 沖縄",
    "Asia/Seoul": "kst busan korea south_korea 韓国 ソウル 釜山",
    "Asia/Shanghai": "china beijing shenzhen guangzhou hangzhou 中国 北京 上海 深圳 広州",
    "Asia/Hong_Kong": "hkt 香港",
    "Asia/Taipei": "taiwan 台湾 台北",
    "Asia/Singapore": "sgt シンガポール",
    "Asia/Bangkok": "ict タイ バンコク",
    "Asia/Ho_Chi_Minh": "vietnam hanoi saigon ベトナム ハノイ ホーチミン",
    "Asia/Jakarta": "wib インドネシア ジャカルタ",
    "Asia/Manila": "pht フィリピン マニラ",
    "Asia/Kolkata": "ist delhi new_delhi mumbai bangalore bengaluru chennai hyderabad calcutta"
    " インド デリー ムンバイ",
    "Asia/Dubai": "gst uae abu_dhabi ドバイ",
    "Australia/Sydney": "aest aedt canberra オーストラリア シドニー",
    "Pacific/Auckland": "nzst nzdt new_zealand wellington ニュージーランド オークランド",
    "Europe/London": "bst uk britain great_britain england scotland wales manchester edinburgh"
    " イギリス 英国 ロンドン",
    "Europe/Paris": "cet cest lyon フランス パリ",
    "Europe/Berlin": "germany munich hamburg frankfurt cologne ドイツ ベルリン ミュンヘン",
    "Europe/Madrid": "spain barcelona スペイン マドリード",
    "Europe/Lisbon": "portugal wet west ポルトガル リスボン",
    "Europe/Rome": "milan イタリア ローマ",
    "Europe/Zurich": "geneva basel スイス チューリッヒ",
    "Europe/Amsterdam": "netherlands holland rotterdam オランダ アムステルダム",
    "Europe/Athens": "eet eest ギリシャ",
    "Europe/Istanbul": "turkey trt トルコ イスタンブール",
    "Europe/Moscow": "msk モスクワ ロシア",
    "America/New_York": "est edt et eastern eastern_time washington washington_dc boston"
    " philadelphia miami atlanta ニューヨーク ワシントン ボストン",
    "America/Chicago": "cst cdt ct central central_time dallas houston austin シカゴ",
    "America/Denver": "mst mdt mt mountain mountain_time デンバー",
    "America/Los_Angeles": "pst pdt pt pacific pacific_time san_francisco seattle san_diego"
    " silicon_valley ロサンゼルス サンフランシスコ シアトル",
    "America/Toronto": "ottawa montreal トロント",
    "America/Vancouver": "バンクーバー",
    "America/Sao_Paulo": "brt rio rio_de_janeiro サンパウロ ブラジル",
    "Pacific/Honolulu": "hst hawaii ハワイ ホノルル",
    "Africa/Johannesburg": "sast south_africa cape_town 南アフリカ",
    "UTC": "gmt z 世界時 協定世界時",
}

_COUNTRIES, _CITIES = "iso3166.tab", "zone.tab"  # of the tz database


@cache
def everyday_names() -> Mapping[str, str]:
    """Return zones by everyday names in small letters, with underscores for spaces.

    Every country with a single zone is one of them, by its English name.
    """
    aliases = {name: zone for zone, names in _ALIASES.items() for name in names.split()}
    return dict(_countries()) | aliases


def _countries() -> Iterator[tuple[str, str]]:
    zones: dict[str, set[str]] = {}
    for code, _, zone, *_ in _rows(_CITIES):
        zones.setdefault(code, set()).add(zone)
    for code, name, *_ in _rows(_COUNTRIES):
        of_country = zones.get(code, set())
        if len(of_country) == 1:
            yield "_".join(name.split()).casefold(), next(iter(of_country))


def _rows(name: str) -> Iterator[list[str]]:
    table = files("tzdata.zoneinfo").joinpath(name).read_text("utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
