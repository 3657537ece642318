// Which modes of which shape run, in one row each; outputs are held against the float64 reference.
#pragma once
#include "instructions.cuh"
#include "launch.cuh"
#include "registers.cuh"
#include "shared.cuh"

static bool quick = false;
static const char* SITU[] = {"S@flat", "P@flat", "O@flat"};

template <int N, int E, int G, int MREP, int MODE> static double run_reg(const Problem& pb, int ctas, int nb, int vrep, int other, const std::vector<std::vector<double>>& ref) {
  Args a{d_q, d_k, d_v, d_out, d_t, nb, other, vrep, REPS, (float)(1.4426950408889634 / sqrt((double)E) / MREP)};
  Result r = launch(reg_kernel<N, E, G, MREP, MODE>, ctas, 256 * G, regSmem<N, E, G>(), a, quick ? 1 : 3);
  double err = -1;
  if (MODE >= M_FLAT && MODE <= M_LOCK) {
    double num = 0, den = 0;
    for (int c = 0; c < ctas; c += std::max(1, ctas - 1)) {
      std::vector<float> h((size_t)2 * G * 64 * E);
      CK(cudaMemcpy(h.data(), d_out + (size_t)c * 2 * G * 64 * E, h.size() * 4, cudaMemcpyDeviceToHost));
      for (int st = 0; st < ((MODE == M_FLAT || MODE == M_LOCK) ? 1 : 2); ++st)
        for (int sub = 0; sub < G; ++sub)
          for (int i = 0; i < 64 * E; ++i) {
            double w = 0;
            for (int b = 0; b < nb; ++b)
              if (MODE == M_FLAT || MODE == M_LOCK || b % 2 == st) w += ref[(b % 4) * G + sub][i];
            w *= MREP;
            const double d = h[(size_t)(st * G + sub) * 64 * E + i] - w;
            num += d * d; den += w * w;
          }
    }
    err = sqrt(num / den);
    if (err != err) err = 9e9;
  }
  row(ctas, "reg", MODE == M_SITU ? SITU[other] : MODE_NAME[MODE], E, N, 64 * G, nb, MREP, vrep, r, err);
  return r.med / nb;
}

template <int N, int E, int G, int MREP> static void shape_reg() {
  static_assert(regSmem<N, E, G>() <= 227 * 1024, "shared memory");
  Problem pb;
  pb.make(N, E, 4 * G, false, 7 + N + 3 * E);
  for (int vrep = 1; vrep <= (MREP == 1 ? 2 : 1); ++vrep) {
    std::vector<std::vector<double>> ref;
    for (int i = 0; i < 4 * G; ++i) ref.push_back(pb.ref(i, vrep));
    for (int ctas : {1, g_sms})
      for (int nb : {64, 8}) {
        if (quick && nb == 64) continue;
        double os = 0, p = 0;
        run_reg<N, E, G, MREP, M_S>(pb, ctas, nb, vrep, 0, ref);
        p = run_reg<N, E, G, MREP, M_P>(pb, ctas, nb, vrep, 0, ref);
        run_reg<N, E, G, MREP, M_O>(pb, ctas, nb, vrep, 0, ref);
        os = run_reg<N, E, G, MREP, M_OS>(pb, ctas, nb, vrep, 0, ref);
        run_reg<N, E, G, MREP, M_FLAT>(pb, ctas, nb, vrep, 0, ref);
        if (nb == 64) for (int w = 0; w < 3; ++w) run_reg<N, E, G, MREP, M_SITU>(pb, ctas, nb, vrep, w, ref);
        run_reg<N, E, G, MREP, M_MAS>(pb, ctas, nb, vrep, 0, ref);
        run_reg<N, E, G, MREP, M_EARLY>(pb, ctas, nb, vrep, 0, ref);
        run_reg<N, E, G, MREP, M_FREE>(pb, ctas, nb, vrep, 0, ref);
        run_reg<N, E, G, MREP, M_NONE>(pb, ctas, nb, vrep, 0, ref);
        if constexpr (N <= 64 && G == 1) run_reg<N, E, G, MREP, M_LOCK>(pb, ctas, nb, vrep, 0, ref);
        if (nb == 64) {
          run_reg<N, E, G, MREP, M_MACV>(pb, ctas, nb, vrep, (int)(nb * os / p * 3) + 4, ref);
          run_reg<N, E, G, MREP, M_VECM>(pb, ctas, nb, vrep, (int)(nb * p / os * 3) + 4, ref);
          run_reg<N, E, G, MREP, M_P2>(pb, ctas, nb, vrep, 0, ref);
          run_reg<N, E, G, MREP, M_OS2>(pb, ctas, nb, vrep, 0, ref);
          if (vrep == 1) run_reg<N, E, G, MREP, M_TOKEN>(pb, ctas, nb, vrep, 0, ref);
        }
      }
  }
}

template <int N, int E, int MREP, int MODE> static double run_sh(const Problem& pb, int ctas, int nb, int vrep, int other, const std::vector<std::vector<double>>& ref) {
  constexpr int NQ = shNQ<N, E>();
  Args a{d_q, d_k, d_v, d_out, d_t, nb, other, vrep, REPS, (float)(1.4426950408889634 / sqrt((double)E) / MREP)};
  Result r = launch(sh_kernel<N, E, MREP, MODE>, ctas, 384, shSmem<N, E>(), a, quick ? 1 : 3);
  double err = -1;
  if (MODE == M_FLAT || MODE == M_MAS) {
    double num = 0, den = 0;
    for (int c = 0; c < ctas; c += std::max(1, ctas - 1)) {
      std::vector<float> h((size_t)64 * E);
      CK(cudaMemcpy(h.data(), d_out + (size_t)c * 64 * E, h.size() * 4, cudaMemcpyDeviceToHost));
      for (int i = 0; i < 64 * E; ++i) {
        double w = 0;
        for (int b = 0; b < nb; ++b) w += ref[b % NQ][i];
        w *= MREP;
        const double d = h[i] - w;
        num += d * d; den += w * w;
      }
    }
    err = sqrt(num / den);
    if (err != err) err = 9e9;
  }
  row(ctas, "sh", MODE == M_SITU ? SITU[other] : MODE_NAME[MODE], E, N, 64, nb, MREP, vrep, r, err);
  return r.med / nb;
}

template <int N, int E, int MREP> static void shape_sh() {
  static_assert(shSmem<N, E>() <= 227 * 1024, "shared memory");
  Problem pb;
  pb.make(N, E, shNQ<N, E>(), shAlias<N, E>(), 7 + N + 3 * E);
  for (int vrep = 1; vrep <= (MREP == 1 ? 2 : 1); ++vrep) {
    std::vector<std::vector<double>> ref;
    for (int i = 0; i < shNQ<N, E>(); ++i) ref.push_back(pb.ref(i, vrep));
    for (int ctas : {1, g_sms})
      for (int nb : {64, 8}) {
        if (quick && nb == 64) continue;
        run_sh<N, E, MREP, M_S>(pb, ctas, nb, vrep, 0, ref);
        double p = run_sh<N, E, MREP, M_P>(pb, ctas, nb, vrep, 0, ref);
        run_sh<N, E, MREP, M_O>(pb, ctas, nb, vrep, 0, ref);
        double os = run_sh<N, E, MREP, M_OS>(pb, ctas, nb, vrep, 0, ref);
        run_sh<N, E, MREP, M_FLAT>(pb, ctas, nb, vrep, 0, ref);
        if (nb == 64) for (int w = 0; w < 3; ++w) run_sh<N, E, MREP, M_SITU>(pb, ctas, nb, vrep, w, ref);
        run_sh<N, E, MREP, M_MAS>(pb, ctas, nb, vrep, 0, ref);
        if (nb == 64) {
          run_sh<N, E, MREP, M_MACV>(pb, ctas, nb, vrep, (int)(nb * os / p * 3) + 4, ref);
          run_sh<N, E, MREP, M_VECM>(pb, ctas, nb, vrep, (int)(nb * p / os * 3) + 4, ref);
        }
      }
  }
}


static double span(int warps, int w0, int w1) {  // median over repetitions of first start to last end of warps w0 .. w1-1
  std::vector<long long> h((size_t)REPS * warps * 2);
  CK(cudaMemcpy(h.data(), d_t, h.size() * 8, cudaMemcpyDeviceToHost));
  std::vector<double> v;
  for (int r = 1; r < REPS; ++r) {
    long long a = INT64_MAX, b = -1;
    for (int w = w0; w < w1; ++w) { a = std::min(a, h[((size_t)r * warps + w) * 2]); b = std::max(b, h[((size_t)r * warps + w) * 2 + 1]); }
    v.push_back((double)(b - a));
  }
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

template <int N, int E, int NV, int MK, int KIND> static void run_mix() {
  const int warps = 4 * (1 + NV);
  const int smem = std::max(4 * 64 * E * 2 + 2 * N * E * 2 + 16 * 1024, 120 * 1024);
  auto kernel = mix_kernel<N, E, NV, MK, KIND>;
  CK(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, smem));
  auto go = [&](int nm, int nv, double& tm, double& tv) {
    Args a{d_q, d_k, d_v, d_out, d_t, nm, 0, nv, REPS, 0.001f};
    kernel<<<1, 128 * (1 + NV), smem>>>(a);
    CK(cudaGetLastError());
    CK(cudaDeviceSynchronize());
    tm = span(warps, 0, 4);
    tv = span(warps, 4, warps);
  };
  double m0, v0, m1, v1, x;
  go(64, 0, m0, x);
  go(0, 64, x, v0);
  go(64, (int)(64 * m0 / v0 * 4) + 8, m1, x);
  go((int)(64 * v0 / m0 * 4) + 8, 64, x, v1);
  auto out = [&](const char* mode, int both, int who, double t) {
    printf("%s,1,mix,%s,%d,%d,%d,64,%d,%d,%.0f,,,\n", g_card, mode, E, N, 64 * NV, both, who, t);
  };
  char b[64];
  snprintf(b, sizeof b, "%s+%s", MODE_NAME[MK], KIND_NAME[KIND]);
  out(b, 0, 1, m0); out(b, 1, 1, m1); out(b, 0, 2, v0); out(b, 1, 2, v1);
  fflush(stdout);
}
template <int N, int E, int NV, int MK> static void run_kinds() {
  Problem pb;
  pb.make(N, E, 4, false, 7);
  run_mix<N, E, NV, MK, K_FFMA>(); run_mix<N, E, NV, MK, K_FADD>(); run_mix<N, E, NV, MK, K_FMAX>(); run_mix<N, E, NV, MK, K_EX2>();
  run_mix<N, E, NV, MK, K_SHFL>(); run_mix<N, E, NV, MK, K_LDS>(); run_mix<N, E, NV, MK, K_STS>();
}
