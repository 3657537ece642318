// Handover in registers: the scores of a row block stay with the warp group that multiplied them. Two warp groups (G = 1)
// or two pairs (G = 2) are the two streams; named barriers 1 and 2 pass the matrix unit, 3 and 4 the vector unit, so that
// each does one task at a time in the order of mas: S0 S1 O0 S2 O1 ... and P0 P1 ...
#pragma once
#include "softmax.cuh"

template <int N, int E, int G, int SUMS = VECTOR> constexpr int regSmem() { return 4 * G * 64 * E * 2 + 2 * N * E * 2 + (SUMS == MATRIX_LATE || SUMS == MATRIX_RAW ? N * 16 : 0); }

template <int N, int E, int G, int MREP, int MODE, int SUMS = VECTOR>
__global__ void __launch_bounds__(256 * G, 1) reg_kernel(Args a) {
  extern __shared__ __align__(1024) unsigned char sm[];
  constexpr int QT = 64 * E * 2, KB = N * E * 2, NT = 256 * G;
  constexpr bool LATE = SUMS == VECTOR_LATE || SUMS == MATRIX_LATE, RAW = SUMS == VECTOR_RAW || SUMS == MATRIX_RAW, ONES = SUMS == MATRIX_LATE || SUMS == MATRIX_RAW;
  constexpr int EO = E + (ONES ? 8 : 0), VB = N * EO * 2;  // the columns of ones lie right behind V
  constexpr bool SPLIT = N / 2 + N / 4 + EO / 2 > (G == 1 ? 200 : 90);  // registers: S may start only when O has released P
  const int tid = threadIdx.x, lane = tid & 31, warp = __shfl_sync(~0u, tid >> 5, 0), wg = warp >> 2, stream = wg / G, sub = wg % G;  // shuffled: uniform for the compiler
  for (int i = tid; i < 4 * G * QT / 16; i += NT) ((uint4*)sm)[i] = a.q[i];
  for (int i = tid; i < KB / 16; i += NT) ((uint4*)(sm + 4 * G * QT))[i] = a.k[i];
  for (int i = tid; i < VB / 16; i += NT) ((uint4*)(sm + 4 * G * QT + KB))[i] = a.v[i];
  asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
  __syncthreads();
  const uint32_t base = (uint32_t)__cvta_generic_to_shared(sm);
  const uint64_t dq = make_desc(base + sub * QT, 1024, 128);           // A, K-major
  const uint64_t dk = make_desc(base + 4 * G * QT, 16 * N, 128);       // B, K-major
  const uint64_t dv = make_desc(base + 4 * G * QT + KB, 128, 16 * N);  // B, N contiguous
  float s[N / 2], o[EO / 2], ls[2] = {SUMS == VECTOR_LATE ? 1.0f : 0.0f, SUMS == VECTOR_LATE ? 1.0f : 0.0f};
  uint32_t p[N / 4];
  const float c = a.c;
  const int vrep = a.vrep;

  auto S_issue = [&](float (&d)[N / 2], int q) {
    const uint64_t dqi = dq + (uint64_t)((q & 3) * G * (QT / 16));
    pin(d);
    wg_arrive();
#pragma unroll
    for (int m = 0; m < MREP; ++m)
#pragma unroll
      for (int k = 0; k < E / 16; ++k) mma_ss<N, 0>(d, dqi + k * 128, dk + k * 2 * N, (m | k) != 0);
    wg_commit();
  };
  auto O_issue = [&](uint32_t (&pp)[N / 4]) {
    pin(o); pin(pp);
    wg_arrive();
#pragma unroll
    for (int m = 0; m < MREP; ++m)
#pragma unroll
      for (int k = 0; k < N / 16; ++k) mma_rs<EO>(o, pp + 4 * k, dv + k * 16, LATE ? (m | k) != 0 : 1);
    wg_commit();
  };
  auto mac_wait = [&] { if constexpr (MODE != M_NONE) bar_sync(1 + stream, NT); };
  auto mac_pass = [&] { if constexpr (MODE != M_NONE) bar_arrive(2 - stream, NT); };
  auto vec_wait = [&] { if constexpr (MODE == M_MAS || MODE == M_EARLY) { bar_sync(3 + stream, NT); pin(s); } };
  auto vec_pass = [&] { if constexpr (MODE == M_MAS || MODE == M_EARLY) { pin(p); bar_arrive(4 - stream, NT); } };
  auto keep = [&] {  // without a use of each result ptxas drops the products that the next one overwrites
    if (a.other == -7) {
#pragma unroll
      for (int i = 0; i < N / 2; ++i) a.out[i * NT + tid] = s[i];
#pragma unroll
      for (int i = 0; i < N / 4; ++i) a.out[i * NT + tid] += (float)p[i];
      if constexpr (SUMS == VECTOR_LATE) a.out[tid] += ls[0] + ls[1];
    }
  };
  auto softmax = [&] {
    if constexpr (SUMS == VECTOR) softmax2<N>(s, p, c, vrep);
    else softmax_undivided<N, ONES ? 0 : LATE ? 1 : 2>(s, p, c, vrep, ls);
    if constexpr (SUMS == VECTOR_LATE || SUMS == VECTOR_RAW) pin(ls);
  };
  auto divide = [&] {  // O of a block by the row sums
    if constexpr (LATE) {
      const float i0 = __frcp_rn(ONES ? o[EO / 2 - 4] : ls[0]), i1 = __frcp_rn(ONES ? o[EO / 2 - 2] : ls[1]);
#pragma unroll
      for (int i = 0; i < E / 2; ++i) o[i] *= (i & 2) ? i1 : i0;
      pin(o);
    }
  };
  auto keep_o = [&] {
    if constexpr (LATE) if (a.other == -7) {
#pragma unroll
      for (int i = 0; i < EO / 2; ++i) a.out[i * NT + tid] = o[i];
    }
  };
  auto team = [&] { if constexpr (G > 1) bar_sync(5 + stream, 128 * G); };

  constexpr bool both = MODE == M_MAS || MODE == M_EARLY || MODE == M_FREE || MODE == M_NONE || MODE == M_MACV || MODE == M_VECM || MODE == M_P2 || MODE == M_OS2 || MODE == M_TOKEN;
  const bool active = both || stream == 0;
  const bool timed = MODE == M_VECM ? stream == 1 : MODE == M_MACV ? stream == 0 : active;

  for (int rep = 0; rep < a.reps; ++rep) {
#pragma unroll
    for (int i = 0; i < EO / 2; ++i) o[i] = 0;
    if constexpr (SUMS == VECTOR_RAW) ls[0] = ls[1] = 0;
#pragma unroll
    for (int i = 0; i < N / 2; ++i) s[i] = (float)((i * 37 + lane) & 63) * 0.1f;
#pragma unroll
    for (int i = 0; i < N / 4; ++i) p[i] = 0x20002000u;
    pin(o); pin(s); pin(p);
    __syncthreads();
    __syncthreads();  // a barrier blocks a little later than the next clock read: two
    long long t0 = now();
    if (active) {
      if constexpr (MODE == M_S) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { S_issue(s, i); wg_wait(); pin(s); keep(); team(); }
      } else if constexpr (MODE == M_P || MODE == M_P2) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { softmax(); pin(p); pin(s); keep(); team(); }
      } else if constexpr (MODE == M_TOKEN) {
        if (stream == 1) mac_pass();
#pragma unroll 1
        for (int i = 0; i < a.nb / 2; ++i) {
          mac_wait();
          if (!(stream == 1 && i == a.nb / 2 - 1)) mac_pass();
        }
      } else if constexpr (MODE == M_O) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { O_issue(p); wg_wait(); pin(o); keep_o(); team(); }
      } else if constexpr (MODE == M_OS || MODE == M_OS2) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) {
          O_issue(p);
          if (SPLIT) { wg_wait(); pin(o); }
          S_issue(s, i); wg_wait(); pin(o); pin(s); keep(); team();
        }
      } else if constexpr (MODE == M_MACV || MODE == M_VECM) {
        if (stream == 0) {
          const int n = MODE == M_MACV ? a.nb : a.other;
#pragma unroll 1
          for (int i = 0; i < n; ++i) {
            O_issue(p);
            if (SPLIT) { wg_wait(); pin(o); }
            S_issue(s, i); wg_wait(); pin(o); pin(s); keep(); team();
          }
        } else {
          const int n = MODE == M_VECM ? a.nb : a.other;
#pragma unroll 1
          for (int i = 0; i < n; ++i) { softmax2<N>(s, p, c, vrep); pin(p); pin(s); keep(); team(); }
        }
      } else if constexpr (MODE == M_FLAT) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) {
          S_issue(s, i); wg_wait(); pin(s); team();
          softmax(); pin(p); team();
          O_issue(p); wg_wait(); pin(o); team();
          divide(); keep_o();
        }
      } else if constexpr (MODE == M_SITU) {
        long long d[LATE ? 4 : 3] = {};
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) {
          long long c0 = now();
          S_issue(s, i); wg_wait(); pin(s); team();
          long long c1 = now();
          softmax(); pin(p); team();
          long long c2 = now();
          O_issue(p); wg_wait(); pin(o); team();
          if constexpr (LATE) {
            long long c3 = now();
            divide();
            d[0] += c1 - c0; d[1] += c2 - c1; d[2] += c3 - c2; d[3] += now() - c3;
            keep_o();
          } else {
            d[0] += c1 - c0; d[1] += c2 - c1; d[2] += now() - c2;
          }
        }
        if (a.other == 0) t0 = -d[0];
        else if (a.other == 1) t0 = -d[1];
        else {
          t0 = -d[2];
          if constexpr (LATE) if (a.other == 3) t0 = -d[3];
        }
      } else if constexpr (MODE == M_LOCK) {
        if constexpr (N <= 64) {
          float s2[N / 2];
          uint32_t p2[N / 4];
          S_issue(s, 0); wg_wait(); pin(s);
          S_issue(s2, 1); softmax2<N>(s, p, c, vrep); pin(p); wg_wait(); pin(s2); team();
#pragma unroll 1
          for (int i = 2; i < a.nb; i += 2) {
            O_issue(p); S_issue(s, i); softmax2<N>(s2, p2, c, vrep); pin(p2); wg_wait(); pin(o); pin(s); team();
            O_issue(p2); S_issue(s2, i + 1); softmax2<N>(s, p, c, vrep); pin(p); wg_wait(); pin(o); pin(s2); team();
          }
          O_issue(p); softmax2<N>(s2, p2, c, vrep); pin(p2); wg_wait(); pin(o);
          O_issue(p2); wg_wait(); pin(o);
        }
      } else {
        const int nb = a.nb / 2;
        if (stream == 1) { mac_pass(); vec_pass(); }
        mac_wait();
        S_issue(s, stream);
        if constexpr (MODE != M_MAS) mac_pass();
        wg_wait(); pin(s);
        if constexpr (MODE == M_MAS) mac_pass();
#pragma unroll 1
        for (int b = 0; b < nb; ++b) {
          const bool last = b == nb - 1;
          vec_wait();
          if (LATE && b > 0) { divide(); keep_o(); }
          softmax();
          pin(p);
          if (!(last && stream == 1)) vec_pass();
          mac_wait();
          O_issue(p);
          if (!last) {
            if (SPLIT) { wg_wait(); pin(o); }
            S_issue(s, 2 * (b + 1) + stream);
          }
          if constexpr (MODE != M_MAS) { if (!(last && stream == 1)) mac_pass(); }
          wg_wait(); pin(o); pin(s);
          if constexpr (MODE == M_MAS) { if (!(last && stream == 1)) mac_pass(); }
        }
        divide();
      }
    }
    long long t1 = now();
    if constexpr (MODE == M_SITU) { t1 = active ? -t0 : -1; t0 = 0; }
    if (lane == 0) {
      long long* t = a.t + (((long long)blockIdx.x * a.reps + rep) * (8 * G) + warp) * 2;
      t[0] = timed ? t0 : -1;
      t[1] = timed ? t1 : -1;
    }
  }
  pin(o);
  if constexpr (RAW) {
    if constexpr (!ONES) {
#pragma unroll
      for (int x = 1; x < 4; x <<= 1) { ls[0] += __shfl_xor_sync(~0u, ls[0], x); ls[1] += __shfl_xor_sync(~0u, ls[1], x); }
    }
#pragma unroll
    for (int i = 0; i < E / 2; ++i) o[i] /= ONES ? o[EO / 2 - 4 + (i & 2)] : ls[(i & 2) / 2];
  }
#pragma unroll
  for (int i = 0; i < E / 2; ++i) {
    const int row = (warp & 3) * 16 + lane / 4 + ((i & 2) ? 8 : 0), col = (i / 4) * 8 + (lane & 3) * 2 + (i & 1);
    a.out[(((long long)blockIdx.x * 2 * G + wg) * 64 + row) * E + col] = o[i];
  }
  float z = 0;
#pragma unroll
  for (int i = 0; i < N / 2; ++i) z += s[i];
#pragma unroll
  for (int i = 0; i < N / 4; ++i) z += (float)p[i];
  if (z == 1.2345e33f) a.out[0] = z;
}
