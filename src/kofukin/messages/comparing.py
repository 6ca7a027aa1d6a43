"""What is said where two versions of a dataset are compared."""

from kofukin.messages import Message

TITLE = Message("新旧対照", "What changed")
SHEET = Message("新旧対照", "Changes")
CHANGED = Message("変更", "changed")
APPEARED = Message("追加", "appeared")
GONE = Message("削除", "gone")
BY_ID = Message("ID", "id")
BY_NAME = Message("同じ事業名", "same name")
NEARLY = Message("近い事業名", "near name")
SEVERAL = Message("候補が複数", "several candidates")

COUNTED = Message(
    "追加 {appeared} 件、削除 {gone} 件、変更 {changed} 件（{fields} 項目）、変わらない事業 {unchanged} 件",
    "Projects: {appeared} appeared, {gone} gone, {changed} changed ({fields:field}), {unchanged} unchanged.",
)
SUMS = Message("国費の合計は、旧 {old}、新 {new}", "National funds in all: {old} before, {new} after.")
SUM_WITHOUT = Message("{amount}（額の記載がない {count} 件を除く）", "{amount} ({count} not stated)")
NOT_ZERO = Message("「-」は記載なし（0 ではない）", "A - is an amount or text that is not stated (not 0).")
NEAR_PAIRS = Message(
    "近い事業名で組にした {count} 件は、同じ事業かどうか確かめること",
    "Paired by near names only, so see whether they are the same: {count:project}.",
)
NOT_PAIRED = Message(
    "似た候補がいくつもある {count} 件は組にしていない（-c all の candidates に候補）",
    "Left unpaired, since several candidates are alike (-c all names these in candidates): {count:project}.",
)
VERSIONS = Message("旧: {old}。新: {new}", "Old: {old}. New: {new}.")
VERSION = Message("{file}（{datasets}）", "{file} ({datasets})")

COMPARING = Message("比べています", "comparing")
NO_DIFFERENCE = Message("違いはありません", "nothing differs")
MOVED = Message(
    "id か出典の位置が違うものは {count} 件（--places で示す）",
    "ids or places in the sources of {count:project} differ; --places shows them",
)
NOT_COMPARED = Message(
    "1 つの団体と年度に組の決まらない事業が多すぎるため、{count} 件は近い事業名を探していません",
    "no near names were looked for among {count:project}: too many of one body and year are unpaired",
)
NO_COMMON_BODY = Message(
    "{old} と {new} に共通の団体がなく、比べられません（旧は {old_bodies}、新は {new_bodies}）",
    "{old} and {new} have no body in common, so there is nothing to compare (old: {old_bodies}; new: {new_bodies})",
)
TWO_VERSIONS = Message(
    "同じデータの 2 つの版を指定してください。団体は kofukin totals --by municipality --data FILE で分かります",
    "name two versions of one dataset; kofukin totals --by municipality --data FILE shows whose projects it holds",
)
