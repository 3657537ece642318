#!/usr/bin/env python3
"""Makes gpu-overlap.csv and gpu-interference.csv of the raw tables that gpu_overlap prints.

    collect.py DIR RAW.csv [RAW.csv ...]

The form is the one that `mas validate overlap --reference DIR/gpu-overlap.csv` reads. Times of tasks
within flat and the slowdowns are measured at 64 blocks only and stand beside 8 blocks too.
"""
import csv
import pathlib
import sys

HANDOVERS = {"reg": "registers", "sh": "shared"}
SCHEDULES = ["flat", "mas", "mas-early", "mas-free", "none", "lockstep"]
LOOP = ["card", "sms", "machine", "E", "N", "rows", "mrep", "vrep"]
HEADER = (
    "card,sms,handover,schedule,head_dim,seq_kv,rows_per_block,blocks,products,softmaxes,"
    "t_s,t_p,t_o,t_mac,t_s_in_flat,t_p_in_flat,t_o_in_flat,mac_slowdown,vec_slowdown,"
    "cycles,cycles_min,cycles_max,error"
).split(",")
LONG = "64"


def overlap(rows):
    """A line per loop, number of blocks and schedule."""
    by = {}
    for row in rows:
        by.setdefault(tuple(row[c] for c in LOOP), {})[row["mode"], row["blocks"]] = row
    for loop, runs in by.items():
        card, sms, machine, head_dim, seq_kv, block_rows, products, softmaxes = loop
        if machine not in HANDOVERS or ("flat", LONG) not in runs:
            continue

        def cycles(mode, blocks=LONG):
            return float(runs[mode, blocks]["cycles"])

        def per_block(mode, blocks=LONG):
            return "%.1f" % (cycles(mode, blocks) / int(blocks))

        for schedule in SCHEDULES:
            for blocks in (LONG, "8"):
                run = runs.get((schedule, blocks))
                if run is None:
                    continue
                yield (
                    [card, sms, HANDOVERS[machine], schedule, head_dim, seq_kv, block_rows, blocks]
                    + [products, softmaxes]
                    + [per_block(mode) for mode in ("S", "P", "O", "OS")]
                    + [per_block(mode) for mode in ("S@flat", "P@flat", "O@flat")]
                    + ["%.3f" % (cycles("mac|vec") / cycles("OS"))]
                    + ["%.3f" % (cycles("vec|mac") / cycles("P"))]
                    + [run[c] for c in ("cycles", "cycles_min", "cycles_max", "error")]
                )


def interference(rows):
    """A line per kind of instruction that runs beside products."""
    by = {}
    for row in rows:
        if row["machine"] == "mix":
            part, instruction = row["mode"].split("+")
            key = (row["card"], part, instruction, int(row["rows"]) // 16)
            by.setdefault(key, {})[row["mrep"], row["vrep"]] = float(row["cycles"]) / int(row["blocks"])
    for (card, part, instruction, warps), t in by.items():
        times = [t[both, who] for who in "12" for both in "01"]
        yield [card, "1", part, instruction, warps] + ["%.1f" % time for time in times]


def write(path, header, lines):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    rows = []
    for name in sys.argv[2:]:
        with open(name, newline="", encoding="utf-8") as file:
            rows += csv.DictReader(file)
    write(folder / "gpu-overlap.csv", HEADER, overlap(rows))
    header = "card,units,matrix_part,instruction,other_warps,t_matrix_alone,t_matrix_beside,"
    header += "t_other_alone,t_other_beside"
    write(folder / "gpu-interference.csv", header.split(","), interference(rows))


if __name__ == "__main__":
    main()
