// Who adds up the rows of P? The same loops with the sums on either unit.
#pragma once
#include "measure.cuh"

// ---- who adds up P? (see `Row sums` in the header) ----
template <int N, int E, int MODE, int SUMS> static void run_sums(const Problem& pb, int nb, int other, const std::vector<std::vector<double>>& ref, const std::vector<std::vector<double>>& sums) {
  Args a{d_q, d_k, d_v, d_out, d_t, nb, other, 1, REPS, (float)(1.4426950408889634 / sqrt((double)E))};
  Result r = launch(reg_kernel<N, E, 1, 1, MODE, SUMS>, 1, 256, regSmem<N, E, 1, SUMS>(), a, quick ? 1 : 3);
  double err = -1;
  if (MODE >= M_FLAT && MODE <= M_LOCK) {
    double num = 0, den = 0;
    std::vector<float> h((size_t)2 * 64 * E);
    CK(cudaMemcpy(h.data(), d_out, h.size() * 4, cudaMemcpyDeviceToHost));
    const bool late = SUMS == VECTOR_LATE || SUMS == MATRIX_LATE, raw = SUMS == VECTOR_RAW || SUMS == MATRIX_RAW;
    for (int st = 0; st < (MODE == M_FLAT ? 1 : 2); ++st)
      for (int i = 0; i < 64 * E; ++i) {
        double w = 0, l = 0;
        for (int b = late ? nb - 2 : 0; b < nb; ++b)
          if (MODE == M_FLAT ? !late || b == nb - 1 : b % 2 == st) { w += ref[b % 4][i]; l += sums[b % 4][i / E]; }
        if (raw) w /= l;
        const double d = h[(size_t)st * 64 * E + i] - w;
        num += d * d; den += w * w;
      }
    err = sqrt(num / den);
    if (err != err) err = 9e9;
  }
  char mode[64];
  snprintf(mode, sizeof mode, "%s:%s", MODE == M_SITU ? (other == 3 ? "D@flat" : SITU[other]) : MODE_NAME[MODE], SUMS_NAME[SUMS]);
  row(1, "reg", mode, E, N, 64, nb, 1, 1, r, err);
}

template <int N, int E, int SUMS> static void sums_kind(const Problem& pb) {
  constexpr bool late = SUMS == VECTOR_LATE || SUMS == MATRIX_LATE, raw = SUMS == VECTOR_RAW || SUMS == MATRIX_RAW;
  std::vector<std::vector<double>> ref, sums(4, std::vector<double>(64, 1.0));
  for (int i = 0; i < 4; ++i) ref.push_back(pb.ref(i, 1, raw ? &sums[i] : nullptr));
  for (int nb : {64, 8, 6}) {  // 6: the other two tiles as last blocks
    run_sums<N, E, M_FLAT, SUMS>(pb, nb, 0, ref, sums);
    run_sums<N, E, M_MAS, SUMS>(pb, nb, 0, ref, sums);
    run_sums<N, E, M_FREE, SUMS>(pb, nb, 0, ref, sums);
    if (quick || nb == 6) continue;
    run_sums<N, E, M_S, SUMS>(pb, nb, 0, ref, sums);
    run_sums<N, E, M_P, SUMS>(pb, nb, 0, ref, sums);
    run_sums<N, E, M_O, SUMS>(pb, nb, 0, ref, sums);
    if (nb == 64) for (int w = 0; w < (late ? 4 : 3); ++w) run_sums<N, E, M_SITU, SUMS>(pb, nb, w, ref, sums);
  }
}
template <int N, int E> static void shape_sums() {
  static_assert(regSmem<N, E, 1, MATRIX_LATE>() <= 227 * 1024, "shared memory");
  Problem pb;
  pb.make(N, E, 4, false, 7 + N + 3 * E);
  for (int i = 0; i < (quick ? 1 : 2); ++i) {  // twice: drift would show
    sums_kind<N, E, VECTOR>(pb); sums_kind<N, E, VECTOR_LATE>(pb); sums_kind<N, E, MATRIX_LATE>(pb);
    sums_kind<N, E, VECTOR_RAW>(pb); sums_kind<N, E, MATRIX_RAW>(pb);
  }
}

template <int N, int E, int MODE, int SUMS> static void run_sh_sums(const Problem& pb, int nb, int other, const std::vector<std::vector<double>>& ref, const std::vector<std::vector<double>>& sums) {
  constexpr int NQ = shNQ<N, E>();
  Args a{d_q, d_k, d_v, d_out, d_t, nb, other, 1, REPS, (float)(1.4426950408889634 / sqrt((double)E))};
  Result r = launch(sh_kernel<N, E, 1, MODE, SUMS>, 1, 384, shSmemSums<N, E, SUMS>(), a, quick ? 1 : 3);
  double err = -1;
  if (MODE == M_FLAT || MODE == M_MAS) {
    double num = 0, den = 0;
    std::vector<float> h((size_t)64 * E);
    CK(cudaMemcpy(h.data(), d_out, h.size() * 4, cudaMemcpyDeviceToHost));
    for (int i = 0; i < 64 * E; ++i) {
      double w = 0, l = 0;
      for (int b = 0; b < nb; ++b) { w += ref[b % NQ][i]; l += sums[b % NQ][i / E]; }
      if (SUMS == MATRIX_RAW) w /= l;
      const double d = h[i] - w;
      num += d * d; den += w * w;
    }
    err = sqrt(num / den);
    if (err != err) err = 9e9;
  }
  char mode[64];
  snprintf(mode, sizeof mode, "%s:%s", MODE == M_SITU ? SITU[other] : MODE_NAME[MODE], SUMS_NAME[SUMS]);
  row(1, "sh", mode, E, N, 64, nb, 1, 1, r, err);
}
template <int N, int E, int SUMS> static void sh_sums_kind(const Problem& pb) {
  std::vector<std::vector<double>> ref, sums(4, std::vector<double>(64, 1.0));
  for (int i = 0; i < shNQ<N, E>(); ++i) ref.push_back(pb.ref(i, 1, SUMS == VECTOR ? nullptr : &sums[i]));
  for (int nb : {64, 8}) {
    run_sh_sums<N, E, M_FLAT, SUMS>(pb, nb, 0, ref, sums);
    run_sh_sums<N, E, M_MAS, SUMS>(pb, nb, 0, ref, sums);
    if (quick) continue;
    run_sh_sums<N, E, M_S, SUMS>(pb, nb, 0, ref, sums);
    run_sh_sums<N, E, M_P, SUMS>(pb, nb, 0, ref, sums);
    run_sh_sums<N, E, M_O, SUMS>(pb, nb, 0, ref, sums);
    if (nb == 64) for (int w = 0; w < 3; ++w) run_sh_sums<N, E, M_SITU, SUMS>(pb, nb, w, ref, sums);
  }
}
template <int N, int E> static void shape_sh_sums() {
  static_assert(shSmemSums<N, E, MATRIX_RAW>() <= 227 * 1024 && !shAlias<N, E>(), "shared memory");
  Problem pb;
  pb.make(N, E, shNQ<N, E>(), false, 7 + N + 3 * E);
  for (int i = 0; i < (quick ? 1 : 2); ++i) {
    sh_sums_kind<N, E, VECTOR>(pb); sh_sums_kind<N, E, VECTOR_LATE>(pb);
    sh_sums_kind<N, E, VECTOR_RAW>(pb); sh_sums_kind<N, E, MATRIX_RAW>(pb);
  }
}
